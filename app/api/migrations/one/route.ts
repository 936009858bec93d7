import { readMigration } from '@/lib/services/read-migration'
import { sharedWorkspace } from '@/lib/services/shared-workspace'
import { answer, badRequest } from '../../answer'

/** One migration in all environments at once. */
export function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const id = new URL(request.url).searchParams.get('id')
    if (id === null) throw badRequest('The address lacks the id of a migration')
    return readMigration(sharedWorkspace(), id)
  })
}
