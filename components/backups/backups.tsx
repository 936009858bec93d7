'use client'

import { describePageError } from '@/components/states/page-error'
import type { DumpInBrief, DumpsInBrief } from '@/lib/services/dumps-in-brief'
import { NothingConfigured } from '../overview/nothing-configured'
import { EmptyState } from '../states/empty-state'
import { ErrorState } from '../states/error-state'
import { LoadingRows } from '../states/loading-rows'
import { Button } from '../ui/button'
import { PageHeader } from '../ui/page-header'
import { SafeName } from '../ui/safe-name'
import { Select } from '../ui/select'
import { Age } from '../ui/time'
import { type BackupsState, type SetBackupsState, useBackupsState } from './backups-state'
import { CreateDump } from './create-dump'
import { holdsRows } from './dump-words'
import { DumpsTable } from './dumps-table'
import { RecordProblems } from './record-problems'
import { RetentionPanel } from './retention-panel'
import { RunningDumps } from './running-dumps'
import { SchedulesPanel } from './schedules-panel'
import { useDumps } from './use-dumps'

/** The page that answers: get me a dump, and is it good? */
export function Backups() {
  const { state, setState } = useBackupsState()
  const { data, error, refetch } = useDumps()
  if (!data && error) {
    return <ErrorState level={1} error={describePageError(error)} onRetry={() => refetch()} />
  }
  if (!data) {
    return (
      <>
        <PageHeader title="Backups" />
        <LoadingRows label="Looking through the dumps…" />
      </>
    )
  }
  if (data.environments.length === 0) return <NothingConfigured />
  const open = data.dumps.filter(isOpen).reverse()
  return (
    <>
      <PageHeader title="Backups" summary={<Summary answer={data} />} />
      <div className="space-y-6">
        {data.problems.length > 0 && <RecordProblems problems={data.problems} />}
        <CreateDump answer={data} state={state} onChange={setState} />
        <RunningDumps dumps={open} />
        <Ended answer={data} state={state} onChange={setState} />
        <SchedulesPanel answer={data} />
        <RetentionPanel key={JSON.stringify(data.retention)} retention={data.retention} />
      </div>
    </>
  )
}

function isOpen({ state }: DumpInBrief): boolean {
  return state === 'queued' || state === 'running'
}

/** Whether the rows of its environment could be had back from it: they passed all checks, and are whole where they were put. */
function isGood({ isFit, what, lost }: DumpInBrief): boolean {
  return isFit && holdsRows(what) && lost.length === 0
}

/** The last verified dump with rows of each environment: what a team would have if all were lost now. */
function Summary({ answer: { environments, dumps } }: { readonly answer: DumpsInBrief }) {
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1">
      {environments.map(({ name }) => {
        const last = dumps.find((dump) => dump.environment === name && isGood(dump))
        return (
          <li key={name}>
            <SafeName name={name} className="font-medium text-fg" />
            {': '}
            {last ? (
              <>
                last verified backup <Age at={last.takenAt ?? last.askedAt} />
              </>
            ) : (
              'no verified backup of its rows'
            )}
          </li>
        )
      })}
    </ul>
  )
}

interface EndedProps {
  readonly answer: DumpsInBrief
  readonly state: BackupsState
  readonly onChange: SetBackupsState
}

function Ended({ answer: { dumps, environments }, state, onChange }: EndedProps) {
  const ended = dumps.filter((dump) => !isOpen(dump))
  const shown = ended.filter(({ environment }) => !state.of || environment === state.of)
  if (ended.length === 0) {
    return (
      <EmptyState title="No dumps yet">
        <p>A dump of the types takes a few seconds. No dump changes anything in the database.</p>
      </EmptyState>
    )
  }
  return (
    <section aria-labelledby="dumps" className="space-y-3">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <h2 id="dumps" className="font-semibold text-lg">
          Dumps
        </h2>
        <Select
          label="Of"
          layout="beside"
          value={state.of}
          none="All environments"
          choices={environments.map(({ name }) => ({ value: name, label: name }))}
          onChange={(of) => onChange({ of })}
        />
      </div>
      {shown.length > 0 ? (
        <DumpsTable dumps={shown} />
      ) : (
        <EmptyState
          title={`0 of ${ended.length} dumps are of this environment`}
          actions={<Button onClick={() => onChange({ of: null })}>Show all</Button>}
        />
      )}
    </section>
  )
}
