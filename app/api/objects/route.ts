import { readObject } from '@/lib/services/read-object'
import { sharedWorkspace } from '@/lib/services/shared-workspace'
import { answer, badRequest } from '../answer'

/** One object in all environments at once. */
export function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const id = new URL(request.url).searchParams.get('id')
    if (id === null) throw badRequest('The address lacks the id of an object')
    return readObject(sharedWorkspace(), id)
  })
}
