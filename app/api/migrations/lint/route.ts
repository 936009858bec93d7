import { lintMigrations } from '@/lib/services/lint-migrations'
import { sharedWorkspace } from '@/lib/services/shared-workspace'
import { answer } from '../../answer'

/** What the files that are pending in an environment, or in the reference, would do there. */
export function GET(request: Request): Promise<Response> {
  return answer(() => {
    const environment = new URL(request.url).searchParams.get('environment')
    return lintMigrations(sharedWorkspace(), environment ?? undefined)
  })
}
