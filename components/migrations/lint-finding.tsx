import { Fragment } from 'react'
import type { LintFinding as Finding } from '@/lib/migrations/lint/lint-finding'
import { CodeBlock } from '../code/code-block'
import { SeverityBadge } from '../status/severity'
import { SafeText } from '../ui/safe-name'

/** One finding: what is the case, why it matters there, and how it is done safely. */
export function LintFinding({ finding }: { readonly finding: Finding }) {
  const { severity, message, rule, source, why, instead, sql } = finding
  return (
    <article className="wrap-anywhere max-w-[80ch] space-y-1.5">
      <h4 className="font-semibold">
        <span className="mr-2 inline-block align-text-bottom">
          <SeverityBadge severity={severity} />
        </span>
        <WithCode text={message} />
      </h4>
      <p>
        <WithCode text={why} />
      </p>
      {instead !== null && (
        <p>
          <span className="font-semibold">Instead: </span>
          <WithCode text={instead} />
        </p>
      )}
      {sql !== undefined && <CodeBlock label="A safe form" sql={sql} />}
      <p className="text-muted text-sm">
        {source === 'squawk' ? 'Rule of squawk' : 'Rule'} <code>{rule}</code>
      </p>
    </article>
  )
}

/** A sentence in which what stands between backticks is code. */
function WithCode({ text }: { readonly text: string }) {
  return text.split('`').map((part, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place in the sentence
    <Fragment key={place}>
      {place % 2 === 0 ? (
        <SafeText text={part} />
      ) : (
        <code>
          <SafeText text={part} />
        </code>
      )}
    </Fragment>
  ))
}
