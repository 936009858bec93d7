'use client'

import Link from 'next/link'
import { useState } from 'react'
import { SEVERITIES } from '@/lib/objects/kind'
import type { LintedFileAnswer } from '@/lib/services/lint-answer'
import { SeverityBadge } from '../status/severity'
import { Status } from '../status/status'
import { Button } from '../ui/button'
import { Count } from '../ui/count'
import { SafeText } from '../ui/safe-name'
import { byStatement, LintFindings } from './lint-findings'
import { migrationHref } from './migration-href'

interface LintFileProps {
  readonly file: LintedFileAnswer
  /** Whether its findings show at once. */
  readonly isOpen: boolean
}

const FIRST = 4

/** One pending file: what could not be looked into, what was found, and what its comments silence. */
export function LintFile({ file, isOpen }: LintFileProps) {
  const { path, migration, label, state, statements, problems, findings, silenced } = file
  const [showsAll, setShowsAll] = useState(false)
  const groups = byStatement(findings)
  const shown = showsAll ? groups : groups.slice(0, FIRST)
  return (
    <details open={isOpen} className="border-border border-t pt-3">
      <summary className="cursor-pointer">
        <h3 className="inline break-all font-medium font-mono">
          <SafeText text={path} />
        </h3>{' '}
        <span className="ml-1 inline-flex flex-wrap items-center gap-2 align-middle">
          <Tally file={file} />
        </span>
      </summary>
      <div className="mt-2 space-y-4">
        <p className="text-muted text-sm">
          <Count value={statements} of={['statement', 'statements']} />, run by {label}.{' '}
          <Link href={migrationHref(migration)} prefetch={false} className="underline underline-offset-4">
            See the whole file
          </Link>
        </p>
        {problems.map((problem) => (
          <p key={problem} className="wrap-anywhere flex flex-wrap items-center gap-2">
            <Status status="unknown" label={state === 'unread' ? 'Not read' : 'Not read to the end'} />
            <SafeText text={problem} />
          </p>
        ))}
        <ul className="space-y-6">
          {shown.map((group) => (
            <li key={`${group.line} ${group.statement}`}>
              <LintFindings group={group} />
            </li>
          ))}
        </ul>
        {groups.length > shown.length && (
          <Button onClick={() => setShowsAll(true)}>
            Show <Count value={groups.length - shown.length} of={['more statement', 'more statements']} />
          </Button>
        )}
        {silenced.length > 0 && <Silenced silenced={silenced} />}
      </div>
    </details>
  )
}

/** How serious what was found is, for a file that is closed. */
function Tally({ file: { findings, state, silenced } }: Pick<LintFileProps, 'file'>) {
  return (
    <>
      {SEVERITIES.map((severity) => {
        const count = findings.filter((finding) => finding.severity === severity).length
        return (
          count > 0 && (
            <span key={severity} className="inline-flex items-center gap-1.5 text-sm">
              <Count value={count} />
              <SeverityBadge severity={severity} />
            </span>
          )
        )
      })}
      {state === 'partly' && <Status status="unknown" label="Not read to the end" />}
      {state === 'unread' && <Status status="unknown" label="Not read" />}
      {silenced.length > 0 && (
        <span className="text-muted text-sm">
          <Count value={silenced.length} /> silenced
        </span>
      )}
    </>
  )
}

function Silenced({ silenced }: Pick<LintedFileAnswer, 'silenced'>) {
  return (
    <section>
      <h4 className="font-medium text-sm">Silenced by comments in the file</h4>
      <ul className="wrap-anywhere mt-1 list-disc space-y-1 pl-5 text-sm">
        {silenced.map(({ rule, line, message, reason }) => (
          <li key={`${rule} ${line} ${message}`}>
            Line {line}, <code>{rule}</code>: <SafeText text={message} />{' '}
            <span className="text-muted">
              {reason === '' ? 'The comment gives no reason.' : <SafeText text={`“${reason}”`} />}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
