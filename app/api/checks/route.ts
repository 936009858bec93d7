import { z } from 'zod'
import { checkEnvironments } from '@/lib/services/check-environments'
import { listEnvironments } from '@/lib/services/list-environments'
import { sharedWorkspace } from '@/lib/services/shared-workspace'
import { answer, badRequest, bodyOf } from '../answer'

const body = z.strictObject({ environments: z.array(z.string().max(100)).max(200).optional() })

/** Checks environments, all of them unless named, and answers when the last one is done. */
export function POST(request: Request): Promise<Response> {
  return answer(async () => {
    const parsed = body.safeParse(await bodyOf(request))
    if (!parsed.success) throw badRequest('The body must be {"environments": ["NAME", …]} or {}')
    await checkEnvironments(sharedWorkspace(), parsed.data.environments)
    return listEnvironments(sharedWorkspace())
  })
}
