'use client'

import dynamic from 'next/dynamic'
import { describePageError } from '@/components/states/page-error'
import type { MigrationAnswer, MigrationsAnswer } from '@/lib/services/migrations-answer'
import { NothingConfigured } from '../overview/nothing-configured'
import { useCheck } from '../overview/use-check'
import { EmptyState, InStepState } from '../states/empty-state'
import { ErrorState } from '../states/error-state'
import { LoadingRows } from '../states/loading-rows'
import { Button } from '../ui/button'
import { ClearFilters } from '../ui/clear-filters'
import { Count } from '../ui/count'
import { PageHeader } from '../ui/page-header'
import { SafeText } from '../ui/safe-name'
import { type MigrationFilters, useMigrationFilters } from './migrations-state'
import { NewMigrationButton } from './new-migration-button'
import { useMigrations } from './use-migrations'

// What stands below the summary comes when there is something to show.
const loading = () => <LoadingRows label="Reading files and records…" rows={4} />
const FindingsList = dynamic(() => import('./findings-list').then((module) => module.FindingsList), {
  ssr: false,
})
const LintPanel = dynamic(() => import('./lint-panel').then((module) => module.LintPanel), { ssr: false })
const MigrationsFilters = dynamic(
  () => import('./migrations-filters').then((module) => module.MigrationsFilters),
  { ssr: false },
)
const MigrationsTable = dynamic(() => import('./migrations-table').then((module) => module.MigrationsTable), {
  ssr: false,
  loading,
})
const RecordsPanel = dynamic(() => import('./records-panel').then((module) => module.RecordsPanel), {
  ssr: false,
})
const ReplayPanel = dynamic(() => import('./replay-panel').then((module) => module.ReplayPanel), {
  ssr: false,
})

/** The page that answers: what is applied where, what is off, and how is it mended? */
export function Migrations() {
  const { filters, setFilters, clearFilters } = useMigrationFilters()
  const query = useMigrations(filters)
  const check = useCheck()
  const answer = query.data?.pages.at(-1)
  if (!answer && query.error) {
    return <ErrorState level={1} error={describePageError(query.error)} onRetry={() => query.refetch()} />
  }
  if (answer?.environments.length === 0) return <NothingConfigured />
  const isFirstRead = answer?.environments.every(({ state, isChecking }) => state === 'never' && isChecking)
  if (!answer || isFirstRead) {
    return (
      <>
        <PageHeader title="Migrations" />
        <LoadingRows label="Reading files and records…" />
      </>
    )
  }
  const isChecking = check.isPending || answer.environments.some((environment) => environment.isChecking)
  const migrations = query.data?.pages.flatMap((page) => page.migrations) ?? []
  return (
    <>
      <PageHeader
        title="Migrations"
        summary={<Summary answer={answer} />}
        actions={
          <>
            <NewMigrationButton folders={answer.folders} />
            <Button look="primary" disabled={isChecking} onClick={() => check.mutate(undefined)}>
              {isChecking ? 'Checking…' : 'Check all now'}
            </Button>
          </>
        }
      />
      <FindingsList findings={answer.findings} total={answer.findingsTotal} />
      {answer.total > 0 && (
        <MigrationsFilters answer={answer} filters={filters} onChange={setFilters} onClear={clearFilters} />
      )}
      <div className="space-y-6">
        <List answer={answer} migrations={migrations} filters={filters} onClear={clearFilters} />
        {query.hasNextPage && (
          <Button disabled={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
            Load older ones (<Count value={answer.matching - migrations.length} /> left)
          </Button>
        )}
        {answer.folders.length > 0 && <LintPanel environments={answer.environments} />}
        {answer.folders.length > 0 && <ReplayPanel />}
        <RecordsPanel answer={answer} />
      </div>
    </>
  )
}

function Summary({ answer: { total, notEverywhere, environments } }: { readonly answer: MigrationsAnswer }) {
  const notKnown = environments.filter(({ counts }) => counts === null)
  const reading = notKnown.filter(({ isChecking }) => isChecking).map(({ name }) => name)
  const unread = environments.filter(({ counts, unreadable }) => counts !== null && unreadable !== null)
  const unknown = notKnown.length - reading.length + unread.length
  return (
    <p>
      <Count value={total} of={['migration', 'migrations']} />, <Count value={notEverywhere} /> not
      everywhere.
      {reading.length > 0 && (
        <>
          {' '}
          Still reading <SafeText text={reading.join(', ')} />.
        </>
      )}
      {unknown > 0 && (
        <>
          {' '}
          The records of <Count value={unknown} of={['environment', 'environments']} /> could not be read, so
          there may be more.
        </>
      )}
    </p>
  )
}

interface ListProps {
  readonly answer: MigrationsAnswer
  readonly migrations: readonly MigrationAnswer[]
  readonly filters: MigrationFilters
  readonly onClear: () => void
}

function List({ answer, migrations, filters, onClear }: ListProps) {
  const { total, notEverywhere, environments } = answer
  if (total === 0) return <NoMigrations answer={answer} />
  if (migrations.length > 0) return <MigrationsTable environments={environments} migrations={migrations} />
  const isNarrowed = filters.text !== null || filters.status !== null || filters.environment !== null
  if (notEverywhere === 0 && !isNarrowed) return <NothingStandsOut answer={answer} />
  return (
    <EmptyState
      title={`0 of ${filters.show === 'everything' ? total : notEverywhere} migrations match these filters`}
      actions={<ClearFilters onClear={onClear} />}
    />
  )
}

function NoMigrations({ answer: { folders } }: { readonly answer: MigrationsAnswer }) {
  return (
    <EmptyState title="No migrations">
      <p>
        {folders.length === 0
          ? 'No folder of migrations was found, and no environment that could be read records any. Schemas can still be compared.'
          : 'The folders are empty, and no environment that could be read records any.'}
      </p>
      <p>
        Name folders in <code>lockstep.config.json</code>:{' '}
        <code>{'"migrations": [{ "folder": "db/migrations" }]'}</code>
      </p>
    </EmptyState>
  )
}

function NothingStandsOut({ answer: { total, environments } }: { readonly answer: MigrationsAnswer }) {
  const isKnown = environments.every(({ counts }) => counts !== null && !counts.unknown && !counts.noRecord)
  if (!isKnown) {
    return (
      <EmptyState title="Nothing stands out where records could be read">
        <p>What could not be read, or keeps no record, is unknown, not in step.</p>
      </EmptyState>
    )
  }
  return (
    <InStepState title="Migrations are in step">
      <p>
        All <Count value={total} of={['migration is', 'migrations are']} /> applied in all{' '}
        <Count value={environments.length} of={['environment', 'environments']} />.
      </p>
    </InStepState>
  )
}
