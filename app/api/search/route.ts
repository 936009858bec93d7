import { searchObjects } from '@/lib/services/search-objects'
import { sharedWorkspace } from '@/lib/services/shared-workspace'
import { answer, badRequest } from '../answer'

const LONGEST = 300

/** Objects by a part of their name. */
export function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const text = new URL(request.url).searchParams.get('text') ?? ''
    if (text.length > LONGEST) throw badRequest(`A search may be ${LONGEST} characters long`)
    return searchObjects(sharedWorkspace(), text)
  })
}
