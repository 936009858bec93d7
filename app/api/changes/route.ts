import { z } from 'zod'
import { readChanges } from '@/lib/services/read-changes'
import { sharedWorkspace } from '@/lib/services/shared-workspace'
import { answer, badRequest } from '../answer'

const query = z.strictObject({ since: z.iso.datetime().optional(), object: z.string().max(2_000).optional() })

/** How the schemas changed, newest first; all of it, or since an instant, or of one object. */
export function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const parsed = query.safeParse(Object.fromEntries(new URL(request.url).searchParams))
    if (!parsed.success) throw badRequest('Changes are asked for with ?since=INSTANT or ?object=ID')
    return readChanges(sharedWorkspace(), parsed.data)
  })
}
