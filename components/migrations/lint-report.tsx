'use client'

import { useState } from 'react'
import { SEVERITIES } from '@/lib/objects/kind'
import { sentence } from '@/lib/objects/sentence'
import type { LintAnswer } from '@/lib/services/lint-answer'
import { SeverityBadge } from '../status/severity'
import { Status } from '../status/status'
import { Button } from '../ui/button'
import { Count } from '../ui/count'
import { SafeName, SafeText } from '../ui/safe-name'
import { LintFile } from './lint-file'

/** How many files are open at once. */
const OPEN_FILES = 2
const FIRST_FILES = 12

/** All pending files of one environment: how serious it is, then file by file, the most serious first. */
export function LintReport({ report }: { readonly report: LintAnswer }) {
  const { files } = report
  const clean = files.filter(({ state, silenced }) => state === 'clean' && silenced.length === 0)
  const others = files.filter((file) => !clean.includes(file)).toSorted((a, b) => worst(a) - worst(b))
  const [showsAll, setShowsAll] = useState(false)
  const shown = showsAll ? others : others.slice(0, FIRST_FILES)
  return (
    <div className="space-y-5">
      <Verdict report={report} />
      <Basis report={report} />
      {shown.map((file, place) => (
        <LintFile key={file.path} file={file} isOpen={place < OPEN_FILES} />
      ))}
      {others.length > shown.length && (
        <Button onClick={() => setShowsAll(true)}>
          Show <Count value={others.length - shown.length} of={['more file', 'more files']} />
        </Button>
      )}
      {clean.length > 0 && (
        <details open={clean.length <= 3} className="border-border border-t pt-3">
          <summary className="w-fit cursor-pointer">
            <Status
              status="inSync"
              label={
                <>
                  <Count value={clean.length} of={['file is', 'files are']} /> clean
                </>
              }
            />
          </summary>
          <ul className="mt-1 space-y-0.5 pl-6 text-sm">
            {clean.map(({ path, statements }) => (
              <li key={path} className="wrap-anywhere">
                <code>
                  <SafeText text={path} />
                </code>{' '}
                <span className="text-muted">
                  <Count value={statements} of={['statement', 'statements']} />
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {others.some(({ findings }) => findings.length > 0) && <HowToSilence />}
    </div>
  )
}

function worst({ findings: [first], state }: LintAnswer['files'][number]): number {
  if (first) return SEVERITIES.indexOf(first.severity)
  return state === 'clean' ? SEVERITIES.length + 1 : SEVERITIES.length
}

function Verdict({
  report: { counts, files, unread, unknown, environment, silenced },
}: {
  readonly report: LintAnswer
}) {
  const found = SEVERITIES.filter((severity) => counts[severity] > 0)
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-2">
      {found.map((severity) => (
        <span key={severity} className="inline-flex items-center gap-1.5">
          <Count value={counts[severity]} />
          <SeverityBadge severity={severity} />
        </span>
      ))}
      {found.length === 0 && unread + unknown === 0 && (
        <Status status="inSync" label={silenced > 0 ? 'Nothing but what is silenced' : 'Clean'} />
      )}
      {unread > 0 && (
        <Status
          status="unknown"
          label={
            <>
              <Count value={unread} of={['file', 'files']} /> not read to the end
            </>
          }
        />
      )}
      {unknown > 0 && (
        <Status
          status="unknown"
          label={
            <>
              <Count value={unknown} of={['migration', 'migrations']} /> not known to be pending or not
            </>
          }
        />
      )}
      <span>
        in <Count value={files.length} of={['file', 'files']} /> that would run in{' '}
        <SafeName name={environment} className="font-medium" />
      </span>
    </p>
  )
}

function Basis({ report: { rules, serverVersion, sizesError, silenced } }: { readonly report: LintAnswer }) {
  return (
    <div className="max-w-[80ch] space-y-1 text-muted text-sm">
      <p>
        Judged by <Count value={rules.own} of={['rule', 'rules']} />{' '}
        {rules.squawkVersion
          ? `and ${rules.squawk} of squawk ${rules.squawkVersion}`
          : `alone: squawk is not there, so ${rules.squawk} of its rules were not asked`}
        , by what was in the database at its last check, and by how large its tables are now. PostgreSQL{' '}
        <SafeText text={serverVersion} />. Nothing was run.
        {silenced > 0 && (
          <>
            {' '}
            <Count value={silenced} of={['finding is', 'findings are']} /> silenced by comments in the files.
          </>
        )}
      </p>
      {sizesError && (
        <p className="flex flex-wrap items-center gap-2 text-fg">
          <Status status="unknown" label="Sizes not known" />
          <span>
            Every table counts as large. <SafeText text={sentence(sizesError.message)} />
          </span>
        </p>
      )}
    </div>
  )
}

function HowToSilence() {
  return (
    <p className="wrap-anywhere max-w-[80ch] text-muted text-sm">
      Where a finding is meant so, say why in the file, on a line above the statement:{' '}
      <code className="inline-block">-- lockstep-lint: ignore RULE reason</code>
    </p>
  )
}
