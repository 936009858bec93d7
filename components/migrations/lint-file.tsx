'use client'

import Link from 'next/link'
import { useId, useState } from 'react'
import type { LintedFileAnswer } from '@/lib/services/lint-answer'
import { Status } from '../status/status'
import { Button } from '../ui/button'
import { Count } from '../ui/count'
import { SafeText } from '../ui/safe-name'
import { LintFinding } from './lint-finding'
import { migrationHref } from './migration-href'

const FIRST = 8

/** One pending file: what could not be looked into, what was found, and what its comments silence. */
export function LintFile({ file }: { readonly file: LintedFileAnswer }) {
  const { path, migration, label, state, statements, problems, findings, silenced } = file
  const id = useId()
  const [isOpen, setIsOpen] = useState(false)
  const shown = isOpen ? findings : findings.slice(0, FIRST)
  return (
    <section aria-labelledby={id} className="space-y-3 border-border border-t pt-4">
      <h3 id={id} className="wrap-anywhere flex flex-wrap items-baseline gap-x-3">
        <Link
          href={migrationHref(migration)}
          prefetch={false}
          className="font-medium font-mono underline-offset-2 hover:underline"
        >
          <SafeText text={path} />
        </Link>
        <span className="font-normal text-muted text-sm">
          <Count value={statements} of={['statement', 'statements']} />, run by {label}
        </span>
      </h3>
      {problems.map((problem) => (
        <p key={problem} className="wrap-anywhere flex flex-wrap items-center gap-2">
          <Status status="unknown" label={state === 'unread' ? 'Not read' : 'Not read to the end'} />
          <SafeText text={problem} />
        </p>
      ))}
      <ul className="space-y-6">
        {shown.map((finding) => (
          <li key={`${finding.rule} ${finding.line} ${finding.message}`}>
            <LintFinding finding={finding} />
          </li>
        ))}
      </ul>
      {findings.length > shown.length && (
        <Button onClick={() => setIsOpen(true)}>
          Show <Count value={findings.length - shown.length} /> more
        </Button>
      )}
      {silenced.length > 0 && <Silenced silenced={silenced} />}
    </section>
  )
}

function Silenced({ silenced }: Pick<LintedFileAnswer, 'silenced'>) {
  return (
    <details>
      <summary className="w-fit cursor-pointer text-accent text-sm">
        <Count value={silenced.length} of={['finding', 'findings']} /> silenced
      </summary>
      <ul className="wrap-anywhere mt-1 space-y-1 pl-4 text-sm">
        {silenced.map(({ rule, line, message, reason }) => (
          <li key={`${rule} ${line} ${message}`}>
            Line {line}, <code>{rule}</code>: <SafeText text={message} />{' '}
            <span className="text-muted">
              {reason === '' ? 'The comment gives no reason.' : <SafeText text={`“${reason}”`} />}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
