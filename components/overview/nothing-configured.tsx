import { useQuery } from '@tanstack/react-query'
import { requestJson } from '@/lib/client/request'
import type { EnvironmentsAnswer } from '@/lib/services/list-environments'
import { ConfigProblems } from '../states/config-problems'
import { EmptyState } from '../states/empty-state'

/** Why there is no environment: the file that names them has mistakes, or a newcomer has yet to name some. */
export function NothingConfigured() {
  const { data, isPending } = useQuery({
    queryKey: ['environments'],
    queryFn: ({ signal }) => requestJson<EnvironmentsAnswer>('/api/environments', { signal }),
    meta: { failuresToldByAsker: 'never' },
  })
  if (isPending) return null
  if (data && data.problems.length > 0) return <ConfigProblems problems={data.problems} level={1} />
  return (
    <EmptyState level={1} title="No environments yet">
      <p>
        Set variables such as <code>PROD_DATABASE_URL</code> and <code>STAGING_DATABASE_URL</code> in{' '}
        <code>.env.local</code>, or name them in <code>lockstep.config.json</code>; the README shows how. This
        page finds them within seconds.
      </p>
      <p>
        To look around without a database, stop Lockstep and run <code>npm run demo</code>.
      </p>
    </EmptyState>
  )
}
