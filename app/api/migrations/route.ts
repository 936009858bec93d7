import { listMigrations } from '@/lib/services/list-migrations'
import { sharedWorkspace } from '@/lib/services/shared-workspace'
import { answer } from '../answer'
import { migrationsQuery } from './migrations-query'

/** How every migration stands in every environment. What was never checked begins to be. */
export function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const workspace = sharedWorkspace()
    const query = migrationsQuery(new URL(request.url).searchParams)
    await workspace.beginFirstChecks()
    return listMigrations(workspace, query)
  })
}
