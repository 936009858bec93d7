import Link from 'next/link'
import type { DumpInBrief } from '@/lib/services/dumps-in-brief'
import { Status } from '../status/status'
import { Count } from '../ui/count'
import { type Column, DataTable } from '../ui/data-table'
import { SafeName, SafeText } from '../ui/safe-name'
import { Age } from '../ui/time'
import { dumpHref } from './dump-href'
import { DumpStatus, RestoreTestStatus } from './dump-status'
import { bytesInWords, durationInWords, holdsRows, isRestorable, whatWord } from './dump-words'

/** The dumps that ended, each with how it is known to be good; its time leads to all there is about it. */
export function DumpsTable({ dumps }: { readonly dumps: readonly DumpInBrief[] }) {
  return <DataTable caption="Dumps" columns={COLUMNS} rows={dumps} rowKey={({ id }) => id} />
}

const COLUMNS: readonly Column<DumpInBrief>[] = [
  {
    id: 'when',
    header: 'When',
    isRowHeader: true,
    cell: (dump) => (
      <Link href={dumpHref(dump.id)} prefetch={false} className="underline underline-offset-4">
        <Age at={dump.takenAt ?? dump.askedAt} />
        <span className="sr-only">
          {' '}
          {whatWord(dump.what)} of {dump.environment}
        </span>
      </Link>
    ),
  },
  { id: 'environment', header: 'Environment', cell: ({ environment }) => <SafeName name={environment} /> },
  {
    id: 'what',
    header: 'What',
    cell: ({ what, isPinned, isMasked, tables }) => (
      <>
        {whatWord(what)}
        {holdsRows(what) && tables > 0 && (
          <span className="text-muted">
            {' '}
            · <Count value={tables} of={['table', 'tables']} />
          </span>
        )}
        {isMasked && <span className="text-muted"> · masked</span>}
        {isPinned && <span className="text-muted"> · pinned</span>}
      </>
    ),
  },
  {
    id: 'size',
    header: 'Size',
    align: 'number',
    cell: ({ bytes }) => (bytes === 0 ? '' : bytesInWords(bytes)),
  },
  {
    id: 'took',
    header: 'Took',
    align: 'number',
    cell: ({ startedAt, endedAt }) =>
      startedAt && endedAt ? durationInWords(Date.parse(endedAt) - Date.parse(startedAt)) : '',
  },
  { id: 'state', header: 'State', cell: (dump) => <State dump={dump} /> },
  {
    id: 'restore',
    header: 'Restore test',
    cell: ({ state, what, restoreTest, progress }) =>
      progress?.phase === 'restoreTest' ? (
        <Status status="running" label="Restoring…" />
      ) : (state === 'verified' || state === 'notVerified') && isRestorable(what) ? (
        <RestoreTestStatus test={restoreTest} />
      ) : null,
  },
]

function State({ dump }: { readonly dump: DumpInBrief }) {
  const { state, error, lost } = dump
  return (
    <>
      <DumpStatus state={state} />
      {error && (
        <span className="block max-w-80 text-muted text-xs">
          <SafeText text={error.message} />
        </span>
      )}
      {lost.length > 0 && (
        <span className={`block text-xs ${lost.includes('data') ? 'text-missing' : 'text-muted'}`}>
          Gone or replaced since: {lost.map((part) => whatWord(part).toLowerCase()).join(', ')}
        </span>
      )}
    </>
  )
}
