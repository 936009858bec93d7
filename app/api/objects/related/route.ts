import { readRelated } from '@/lib/services/read-related'
import { sharedWorkspace } from '@/lib/services/shared-workspace'
import { answer, badRequest } from '../../answer'

/** What lies below an object, what depends on it, and what it depends on. */
export function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const id = new URL(request.url).searchParams.get('id')
    if (id === null) throw badRequest('The address lacks the id of an object')
    return readRelated(sharedWorkspace(), id)
  })
}
