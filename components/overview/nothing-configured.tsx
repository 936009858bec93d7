import { EmptyState } from '../states/empty-state'

/** What a newcomer sees: how to name environments, and how to look around without any. */
export function NothingConfigured() {
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
