import { z } from 'zod'
import { planRestore } from '@/lib/services/restore-plan'
import { cancelRestore, restoreRun, startRestore } from '@/lib/services/restore-runs'
import { sharedWorkspace } from '@/lib/services/shared-workspace'
import { answer, badRequest, bodyOf } from '../../answer'

const key = z.string().min(1).max(100)

const body = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('plan'), id: z.string().min(1).max(100), into: z.string().max(100) }),
  z.strictObject({ action: z.literal('restore'), key, name: z.string().max(100) }),
  z.strictObject({ action: z.literal('cancel'), key }),
])

/** How far a restore is that was begun with the key of its confirmation. */
export function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const asked = new URL(request.url).searchParams.get('key')
    if (asked === null) throw badRequest('The address lacks the key of a restore')
    return restoreRun(asked)
  })
}

/**
 * What restoring a dump into an environment would replace, with a key that confirms just that; or, with the key and the
 * typed name, begins it. It goes on in the background: GET tells how far it is and how it ended.
 */
export function POST(request: Request): Promise<Response> {
  return answer(async () => {
    const parsed = body.safeParse(await bodyOf(request))
    if (!parsed.success) {
      throw badRequest(
        'The body must be {"action": "plan", "id": DUMP, "into": ENVIRONMENT}, {"action": "restore", "key": KEY, "name": ENVIRONMENT} or {"action": "cancel", "key": KEY}',
      )
    }
    const { data } = parsed
    const workspace = sharedWorkspace()
    if (data.action === 'plan') return planRestore(workspace, data)
    return data.action === 'restore' ? startRestore(workspace, data) : cancelRestore(data.key)
  })
}
