import type { RestoreTest } from '@/lib/dumps/dump-record'
import type { DumpAnswer } from '@/lib/services/list-dumps'
import { ErrorState } from '../states/error-state'
import { Count } from '../ui/count'
import { Age } from '../ui/time'
import { RestoreTestStatus } from './dump-status'
import { durationInWords } from './dump-words'
import { Lines } from './lines'

/** What a restore into a database of our own proved, and what it did not look at. */
export function RestoreEvidence({ dump }: { readonly dump: DumpAnswer }) {
  const test = dump.restoreTest
  if (!test) {
    return (
      <p className="max-w-[80ch] text-muted">
        Nobody has restored it yet. A test restores it into a throwaway database and compares every object,
        every grant, and the rows of every table with what was dumped.
      </p>
    )
  }
  return (
    <div className="space-y-3">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <RestoreTestStatus test={test} />
        <span className="text-muted text-sm">
          <Age at={test.testedAt} />, in {durationInWords(test.tookMs)}, on PostgreSQL {test.serverVersion}
        </span>
      </p>
      {test.error ? <ErrorState error={test.error} /> : <Compared test={test} />}
      <Lines title="What differs" lines={[...test.differences, ...test.rowDifferences]} />
      <Lines
        title="What was not tested"
        lines={test.notTested.filter((line) => !dump.leavesOut.includes(line))}
      />
    </div>
  )
}

function Compared({ test: { objects, rows, tables } }: { readonly test: RestoreTest }) {
  return (
    <p>
      <Count value={objects} of={['object', 'objects']} />
      {tables > 0 && (
        <>
          {' and '}
          <Count value={rows} of={['row', 'rows']} /> of <Count value={tables} of={['table', 'tables']} />
        </>
      )}{' '}
      were compared.
    </p>
  )
}
