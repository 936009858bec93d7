import type { MigrationEnvironment, MigrationsAnswer } from '@/lib/services/migrations-answer'
import { Status } from '../status/status'
import { Count } from '../ui/count'
import { type Column, DataTable } from '../ui/data-table'
import { Panel } from '../ui/panel'
import { SafeName, SafeText } from '../ui/safe-name'

/** Where all of it comes from: the folders, and the records that each environment holds. */
export function RecordsPanel({ answer }: { readonly answer: MigrationsAnswer }) {
  return (
    <Panel title="Files and records">
      <ul className="mb-4 space-y-1 text-sm">
        {answer.folders.map(({ name, tool, files, problem }) => (
          <li key={name} className="wrap-anywhere">
            <code>
              <SafeText text={name} />
            </code>{' '}
            {problem === null ? (
              <span className="text-muted">
                <Count value={files} of={['file', 'files']} /> for {tool}
              </span>
            ) : (
              <span className="text-missing">
                <SafeText text={problem} />
              </span>
            )}
          </li>
        ))}
      </ul>
      <DataTable
        caption="Records by environment"
        columns={COLUMNS}
        rows={answer.environments}
        rowKey={({ name }) => name}
      />
    </Panel>
  )
}

const COLUMNS: readonly Column<MigrationEnvironment>[] = [
  { id: 'name', header: 'Environment', isRowHeader: true, cell: ({ name }) => <SafeName name={name} /> },
  { id: 'records', header: 'Records', cell: (environment) => <Records environment={environment} /> },
  {
    id: 'platform',
    header: 'Platform',
    cell: ({ platform }) => (
      <ul className="text-muted">
        {platform.map(({ service, schema, version }) => (
          <li key={`${service} ${schema}`}>
            {service} <SafeText text={version} />
          </li>
        ))}
      </ul>
    ),
  },
]

function Records({ environment }: { readonly environment: MigrationEnvironment }) {
  const { records, state, isChecking, error, recordsError, unreadable } = environment
  const failure = error ?? recordsError
  if (failure) {
    return (
      <span className="flex flex-wrap items-center gap-2">
        <Status status={error ? 'unreachable' : 'unknown'} />
        <span className="wrap-anywhere text-muted">
          <SafeText text={failure.message} />
        </span>
      </span>
    )
  }
  if (state === 'never')
    return isChecking ? <Status status="running" /> : <Status status="unknown" label="Not checked" />
  if (records.length === 0 && unreadable === null)
    return <span className="text-muted">No record of migrations.</span>
  return (
    <ul className="min-w-56 space-y-1">
      {records.map(({ tool, schema, table, entries, notRecorded }) => (
        <li key={`${schema}.${table}`}>
          {tool}: <Count value={entries} of={['row', 'rows']} /> in{' '}
          <code className="wrap-anywhere">
            <SafeText text={`${schema}.${table}`} />
          </code>
          {notRecorded.length > 0 && (
            <span className="block text-muted text-xs">It does not record {notRecorded.join(', ')}.</span>
          )}
        </li>
      ))}
      {unreadable !== null && (
        <li className="flex flex-wrap items-center gap-2">
          <Status status="unknown" />
          <span className="wrap-anywhere text-muted">
            <SafeText text={unreadable} />
          </span>
        </li>
      )}
    </ul>
  )
}
