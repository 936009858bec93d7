import { Fragment } from 'react'
import type { LintFinding as Finding } from '@/lib/migrations/lint/lint-finding'
import { CodeBlock } from '../code/code-block'
import { SeverityBadge } from '../status/severity'
import { SafeText } from '../ui/safe-name'
import { LintStatement } from './lint-statement'

/** One finding: what is the case, the statement, why it matters there, and how it is done safely. */
export function LintFinding({ finding }: { readonly finding: Finding }) {
  const { severity, message, rule, source, line, statement, why, instead, sql } = finding
  return (
    <article className="space-y-2">
      <h4 className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
        <SeverityBadge severity={severity} />
        <span className="wrap-anywhere">
          <WithCode text={message} />
        </span>
        <span className="font-normal text-muted text-sm">
          {source === 'squawk' && 'squawk '}
          <code>{rule}</code>
        </span>
      </h4>
      <div className="grid gap-x-6 gap-y-2 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        {statement !== '' && <LintStatement line={line} statement={statement} />}
        <div className="wrap-anywhere max-w-[80ch] space-y-2">
          <p>
            <WithCode text={why} />
          </p>
          {instead !== null && (
            <p>
              <span className="font-semibold">Instead: </span>
              <WithCode text={instead} />
            </p>
          )}
        </div>
        {sql !== undefined && <CodeBlock label="A safe form" sql={sql} />}
      </div>
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
