import { z } from 'zod'
import { sharedWorkspace } from '@/lib/services/shared-workspace'
import { LONGEST_INTERVAL, readSettings, writeSettings } from '@/lib/store/settings-file'
import { answer, badRequest, bodyOf } from '../answer'

const body = z.strictObject({ checkEveryMinutes: z.number().int().min(1).max(LONGEST_INTERVAL).nullable() })

/** How often the environments are checked by themselves. */
export function GET(): Promise<Response> {
  return answer(async () => readSettings(sharedWorkspace().place.directory))
}

/** Sets how often; null for never. */
export function POST(request: Request): Promise<Response> {
  return answer(async () => {
    const parsed = body.safeParse(await bodyOf(request))
    if (!parsed.success) {
      throw badRequest(`The body must be {"checkEveryMinutes": MINUTES or null}, at most ${LONGEST_INTERVAL}`)
    }
    writeSettings(sharedWorkspace().place.directory, parsed.data)
    return parsed.data
  })
}
