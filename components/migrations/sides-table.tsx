import type { MigrationDetailAnswer, MigrationSide } from '@/lib/services/read-migration'
import { type Column, DataTable } from '../ui/data-table'
import { SafeName, SafeText } from '../ui/safe-name'
import { StandingStatus } from './standing-status'

/** How a migration stands in each environment, with all that is recorded of it there. */
export function SidesTable({ sides }: { readonly sides: MigrationDetailAnswer['sides'] }) {
  return (
    <DataTable
      caption="The migration in each environment"
      columns={COLUMNS}
      rows={sides}
      rowKey={({ environment }) => environment}
    />
  )
}

const DATE = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

const COLUMNS: readonly Column<MigrationSide>[] = [
  {
    id: 'environment',
    header: 'Environment',
    isRowHeader: true,
    cell: ({ environment }) => <SafeName name={environment} />,
  },
  {
    id: 'state',
    header: 'Status',
    cell: ({ environment, state }) => <StandingStatus state={state} environment={environment} />,
  },
  { id: 'recorded', header: 'Recorded', cell: (side) => <Entries side={side} /> },
]

function Entries({ side: { entries } }: { readonly side: MigrationSide }) {
  if (entries.length === 0) return <span className="text-muted">–</span>
  return (
    <ul className="min-w-56 space-y-2">
      {entries.map((entry) => (
        <li key={`${entry.tool} ${entry.key}`} className="wrap-anywhere">
          {entry.tool}: <code>{<SafeText text={entry.key} />}</code>
          {entry.appliedAt && <> on {DATE.format(new Date(entry.appliedAt))}</>}
          {entry.appliedBy && (
            <>
              {' '}
              by <SafeText text={entry.appliedBy} />
            </>
          )}
          {entry.durationMs !== null && <>, took {entry.durationMs} ms</>}
          {entry.checksum && (
            <span className="block text-muted text-xs">
              {entry.checksum.algorithm} <SafeText text={entry.checksum.value} />
            </span>
          )}
          {entry.error && (
            <span className="block text-missing text-xs">
              <SafeText text={entry.error} allowed={'\n'} />
            </span>
          )}
          {entry.notRecorded.length > 0 && (
            <span className="block text-muted text-xs">
              {entry.tool} does not record {entry.notRecorded.join(', ')}.
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
