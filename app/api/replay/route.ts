import { z } from 'zod'
import { readReplay, reportReplay } from '@/lib/services/replay-report'
import { sharedWorkspace } from '@/lib/services/shared-workspace'
import { answer, badRequest, bodyOf } from '../answer'

const body = z.strictObject({ action: z.enum(['replay', 'cancel', 'turnOff']) })

/** What was replayed last, and whether a replay runs. */
export function GET(): Promise<Response> {
  return answer(() => readReplay(sharedWorkspace()))
}

/**
 * `replay`: replays the migrations in a database of our own, now and whenever they change, and holds every environment
 * against what its record claims. `cancel` ends the replay that runs, `turnOff` all of them.
 */
export function POST(request: Request): Promise<Response> {
  return answer(async () => {
    const parsed = body.safeParse(await bodyOf(request))
    if (!parsed.success) throw badRequest('The body must be {"action": "replay", "cancel" or "turnOff"}')
    const workspace = sharedWorkspace()
    const { action } = parsed.data
    if (action === 'cancel') workspace.trails.cancel()
    if (action === 'turnOff') workspace.trails.turn(false)
    if (action === 'replay') {
      workspace.trails.turn(true)
      await reportReplay(workspace)
    }
    return readReplay(workspace)
  })
}
