import { z } from 'zod'
import { reportReplay } from '@/lib/services/replay-report'
import { sharedWorkspace } from '@/lib/services/shared-workspace'
import { answer, badRequest, bodyOf } from '../answer'

const body = z.strictObject({})

/** Replays the migrations in a database of our own and holds every environment against what its record claims. */
export function POST(request: Request): Promise<Response> {
  return answer(async () => {
    if (!body.safeParse(await bodyOf(request)).success) throw badRequest('The body must be {}')
    return reportReplay(sharedWorkspace(), request.signal)
  })
}
