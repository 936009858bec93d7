'use client'

import { parseAsString, useQueryState } from 'nuqs'
import { describePageError } from '@/components/states/page-error'
import { TO_RUN } from '@/lib/migrations/lint/to-run'
import { sentence } from '@/lib/objects/sentence'
import type { MigrationEnvironment } from '@/lib/services/migrations-answer'
import { ErrorState } from '../states/error-state'
import { LoadingRows } from '../states/loading-rows'
import { Status } from '../status/status'
import { Panel } from '../ui/panel'
import { SafeName, SafeText } from '../ui/safe-name'
import { Select } from '../ui/select'
import { LintReport } from './lint-report'
import { useLint } from './use-lint'

/** What the files that are pending in one environment would do there: fail, lose data, open it, hold people up. */
export function LintPanel({ environments }: { readonly environments: readonly MigrationEnvironment[] }) {
  const [asked, setAsked] = useQueryState('deploy', parseAsString.withOptions({ history: 'replace' }))
  const target = environments.find(({ name }) => name === asked) ?? likeliestTarget(environments)
  if (!target) return null
  return (
    <Panel
      title="Before you deploy"
      actions={
        <Select
          label="to"
          layout="beside"
          value={target.name}
          choices={environments.map((environment) => ({
            value: environment.name,
            label: `${environment.name} (${pendingWords(environment)})`,
          }))}
          onChange={setAsked}
        />
      }
    >
      <div aria-live="polite">
        <Target key={target.name} target={target} />
      </div>
    </Panel>
  )
}

/** The reference where something is pending there, else the first such environment. */
function likeliestTarget(environments: readonly MigrationEnvironment[]): MigrationEnvironment | undefined {
  const reference = environments.find(({ isReference }) => isReference)
  if (reference && (pendingIn(reference) ?? 0) > 0) return reference
  return environments.find((environment) => (pendingIn(environment) ?? 0) > 0) ?? reference ?? environments[0]
}

/** How many migrations a deploy would run; null where that is not known. */
function pendingIn({ counts, records }: MigrationEnvironment): number | null {
  if (counts === null || records.length === 0) return null
  return TO_RUN.reduce((sum, state) => sum + (counts[state] ?? 0), 0)
}

function pendingWords(environment: MigrationEnvironment): string {
  const count = pendingIn(environment)
  return count === null ? 'not known' : `${count} pending`
}

function Target({ target }: { readonly target: MigrationEnvironment }) {
  const count = pendingIn(target)
  const { data, error, refetch } = useLint(target.name, (count ?? 0) > 0)
  if (count === null) return <NotKnown target={target} />
  if (count === 0 && (target.counts?.unknown ?? 0) > 0) return <NotKnown target={target} />
  if (count === 0) {
    return (
      <p className="flex flex-wrap items-center gap-2">
        <Status status="inSync" label="Nothing to run" />
        <span>
          Nothing is pending in <SafeName name={target.name} />.
        </span>
      </p>
    )
  }
  if (error && !data) return <ErrorState error={describePageError(error)} onRetry={() => refetch()} />
  if (!data) return <LoadingRows label="Reading the pending files…" rows={3} />
  return <LintReport report={data} />
}

function NotKnown({
  target: { name, error, recordsError, unreadable, state },
}: {
  readonly target: MigrationEnvironment
}) {
  const failure = error ?? recordsError
  const reason = failure
    ? `${sentence(failure.message)} ${failure.hint}`
    : state === 'read'
      ? (unreadable ?? 'It keeps no record of migrations, so nothing says which files would run there.')
      : 'It was not checked yet.'
  return (
    <p className="wrap-anywhere flex flex-wrap items-center gap-2">
      <Status status={error ? 'unreachable' : 'unknown'} />
      <span>
        What is pending in <SafeName name={name} /> is not known. <SafeText text={reason} />
      </span>
    </p>
  )
}
