'use client'

import { type FormEvent, useState } from 'react'
import { describePageError } from '@/components/states/page-error'
import type { DumpWhat } from '@/lib/dumps/dump-record'
import type { ScheduleAnswer } from '@/lib/services/dump-schedules'
import type { DumpsInBrief } from '@/lib/services/dumps-in-brief'
import { ErrorState } from '../states/error-state'
import { RiskMark } from '../status/marks'
import { Button } from '../ui/button'
import { type Column, DataTable } from '../ui/data-table'
import { Panel } from '../ui/panel'
import { SafeName } from '../ui/safe-name'
import { Select } from '../ui/select'
import { TextField } from '../ui/text-field'
import { Age } from '../ui/time'
import { WHAT, whatWord } from './dump-words'
import { type DumpAction, useDumpAction } from './use-dumps'

/** Dumps that are made by themselves while the dashboard runs; none unless somebody sets one. */
export function SchedulesPanel({ answer }: { readonly answer: DumpsInBrief }) {
  const action = useDumpAction()
  const [isAdding, setIsAdding] = useState<boolean | null>(null)
  const { schedules, environments } = answer
  return (
    <Panel
      title="Schedules"
      actions={
        !isAdding && (
          <Button autoFocus={isAdding === false} onClick={() => setIsAdding(true)}>
            Add a schedule
          </Button>
        )
      }
    >
      <div className="space-y-4">
        <p className="max-w-[80ch] text-muted">
          Dumps are made by themselves while this dashboard runs. What comes due while it does not is told as
          missed, and not made up for.
        </p>
        {schedules.length > 0 && (
          <DataTable
            caption="Schedules"
            columns={columns(action.mutate)}
            rows={schedules}
            rowKey={({ id }) => id}
          />
        )}
        {isAdding && (
          <ScheduleForm
            environments={environments.map(({ name }) => name)}
            isBusy={action.isPending}
            onCancel={() => setIsAdding(false)}
            onAdd={(schedule) => action.mutate(schedule, { onSuccess: () => setIsAdding(false) })}
          />
        )}
        {action.error && <ErrorState error={describePageError(action.error)} />}
      </div>
    </Panel>
  )
}

function columns(act: (action: DumpAction) => void): readonly Column<ScheduleAnswer>[] {
  return [
    {
      id: 'environment',
      header: 'Environment',
      isRowHeader: true,
      cell: ({ environment }) => <SafeName name={environment} />,
    },
    { id: 'what', header: 'What', cell: ({ what }) => whatWord(what) },
    { id: 'cron', header: 'When', cell: ({ cron }) => <code>{cron}</code> },
    {
      id: 'next',
      header: 'Next',
      cell: ({ nextRunAt, isOn }) => (isOn && nextRunAt ? <Instant at={nextRunAt} /> : 'switched off'),
    },
    {
      id: 'last',
      header: 'Last',
      cell: ({ lastRunAt, missed }) => (
        <>
          {lastRunAt ? <Age at={lastRunAt} /> : 'not yet'}
          {missed.length > 0 && (
            <span className="block">
              <RiskMark>
                {missed.length} missed, the last <Age at={missed[0] as string} />
              </RiskMark>
            </span>
          )}
        </>
      ),
    },
    {
      id: 'actions',
      header: <span className="sr-only">Actions</span>,
      cell: ({ id, environment, what, cron, isOn }) => (
        <span className="flex justify-end gap-1">
          <Button
            look="quiet"
            onClick={() => act({ action: 'schedule', id, environment, what, cron, isOn: !isOn })}
          >
            {isOn ? 'Switch off' : 'Switch on'}
          </Button>
          <Button look="quiet" onClick={() => act({ action: 'removeSchedule', id })}>
            Remove
          </Button>
        </span>
      ),
    },
  ]
}

const instant = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

/** A moment to come, with its day. */
function Instant({ at }: { readonly at: string }) {
  return (
    <time dateTime={at} className="whitespace-nowrap tabular-nums" suppressHydrationWarning>
      {instant.format(new Date(at))}
    </time>
  )
}

const USUAL = [
  { value: '0 3 * * *', label: 'Every night at 3:00' },
  { value: '0 * * * *', label: 'Every hour' },
  { value: '0 3 * * 1', label: 'Mondays at 3:00' },
  { value: '0 3 1 * *', label: 'On the first of a month at 3:00' },
] as const

interface ScheduleFormProps {
  readonly environments: readonly string[]
  readonly isBusy: boolean
  readonly onCancel: () => void
  readonly onAdd: (schedule: Extract<DumpAction, { action: 'schedule' }>) => void
}

function ScheduleForm({ environments, isBusy, onCancel, onAdd }: ScheduleFormProps) {
  const [environment, setEnvironment] = useState(environments.at(-1) ?? '')
  const [what, setWhat] = useState<DumpWhat>('all')
  const [cron, setCron] = useState<string>(USUAL[0].value)
  return (
    <form
      className="flex flex-wrap items-end gap-3"
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        onAdd({ action: 'schedule', environment, what, cron, isOn: true })
      }}
    >
      <Select
        label="Environment"
        value={environment}
        choices={environments.map((name) => ({ value: name, label: name }))}
        onChange={(name) => setEnvironment(name ?? '')}
      />
      <Select label="What" value={what} choices={WHAT} onChange={(next) => setWhat(next ?? 'all')} />
      <Select
        label="When"
        value={USUAL.some(({ value }) => value === cron) ? cron : null}
        none="As written here"
        choices={USUAL}
        onChange={(usual) => setCron(usual ?? '')}
      />
      <TextField
        required
        label="Minute, hour, day, month, weekday"
        value={cron}
        onChange={setCron}
        maxLength={200}
        className="font-mono"
      />
      <Button isOnce type="submit" look="primary" disabled={isBusy}>
        Add
      </Button>
      <Button look="quiet" onClick={onCancel}>
        Cancel
      </Button>
    </form>
  )
}
