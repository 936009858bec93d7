import { z } from 'zod'
import { diagnoseEnvironment } from '@/lib/services/diagnose-environment'
import { sharedWorkspace } from '@/lib/services/shared-workspace'
import { answer, badRequest, bodyOf } from '../answer'

const body = z.strictObject({ environment: z.string().max(100) })

/** Runs the connection doctor on one environment; it contacts the server, so it is asked for, not fetched. */
export function POST(request: Request): Promise<Response> {
  return answer(async () => {
    const parsed = body.safeParse(await bodyOf(request))
    if (!parsed.success) throw badRequest('The body must be {"environment": "NAME"}')
    return diagnoseEnvironment(sharedWorkspace(), parsed.data.environment)
  })
}
