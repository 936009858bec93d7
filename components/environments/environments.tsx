'use client'

import { useQuery } from '@tanstack/react-query'
import { describePageError } from '@/components/states/page-error'
import { requestJson } from '@/lib/client/request'
import type { EnvironmentsAnswer } from '@/lib/services/list-environments'
import { useCheck } from '../overview/use-check'
import { ConfigProblems } from '../states/config-problems'
import { EmptyState } from '../states/empty-state'
import { ErrorState } from '../states/error-state'
import { LoadingRows } from '../states/loading-rows'
import { Button } from '../ui/button'
import { PageHeader } from '../ui/page-header'
import { SafeText } from '../ui/safe-name'
import { EnvironmentPanel } from './environment-panel'

/** The page that answers: can Lockstep reach everything, and what can it not see? */
export function Environments() {
  const query = useQuery({
    queryKey: ['environments'],
    queryFn: ({ signal }) => requestJson<EnvironmentsAnswer>('/api/environments', { signal }),
  })
  const check = useCheck()
  if (query.isPending) {
    return (
      <>
        <PageHeader title="Environments" />
        <LoadingRows label="Asking what is known of the environments…" rows={4} />
      </>
    )
  }
  if (!query.data) {
    return <ErrorState level={1} error={describePageError(query.error)} onRetry={() => query.refetch()} />
  }
  const { environments, notices, problems } = query.data
  const isChecking = check.isPending || environments.some((environment) => environment.isChecking)
  return (
    <>
      <PageHeader
        title="Environments"
        summary={summaryOf(query.data)}
        actions={
          environments.length > 0 && (
            <Button look="primary" disabled={isChecking} onClick={() => check.mutate(undefined)}>
              {isChecking ? 'Checking…' : 'Check all now'}
            </Button>
          )
        }
      />
      <div className="space-y-6">
        {problems.length > 0 && <ConfigProblems problems={problems} />}
        {environments.length === 0 && problems.length === 0 && <NothingConfigured />}
        {environments.map((environment) => (
          <EnvironmentPanel key={environment.name} environment={environment} />
        ))}
        {notices.length > 0 && <Notices notices={notices} />}
      </div>
    </>
  )
}

function summaryOf({ environments }: EnvironmentsAnswer): string {
  const read = environments.filter(({ state }) => state === 'read').length
  const reading = environments.filter(({ state, isChecking }) => state === 'never' && isChecking).length
  if (environments.length === 0) return 'What Lockstep compares, and how it reaches it.'
  if (reading > 0) return `Reading ${reading} of ${environments.length} environments…`
  return `${read} of ${environments.length} environments could be read.`
}

function Notices({ notices }: { readonly notices: readonly string[] }) {
  return (
    <section className="text-muted text-sm">
      <h2 className="font-medium">Where this comes from</h2>
      <ul className="mt-1 list-disc pl-5">
        {notices.map((notice) => (
          <li key={notice} className="wrap-anywhere">
            <SafeText text={notice} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function NothingConfigured() {
  return (
    <EmptyState title="No environments yet">
      <p>
        Set variables such as <code>PROD_DATABASE_URL</code> in <code>.env.local</code>, or name environments
        in <code>lockstep.config.json</code>. To look around without a database, run <code>npm run demo</code>
        .
      </p>
    </EmptyState>
  )
}
