import { z } from 'zod'
import { dumpOptionsSchema, dumpWhatSchema } from '@/lib/dumps/record-schema'
import { setRetention } from '@/lib/services/apply-retention'
import { deleteDump, pinDump } from '@/lib/services/change-dump'
import { beginCheck } from '@/lib/services/check-dump'
import { removeSchedule, setSchedule } from '@/lib/services/dump-schedules'
import { dumpsInBrief } from '@/lib/services/dumps-in-brief'
import { listDumps } from '@/lib/services/list-dumps'
import { cancelDump } from '@/lib/services/running-dumps'
import { sharedWorkspace } from '@/lib/services/shared-workspace'
import { startDump } from '@/lib/services/start-dump'
import type { Workspace } from '@/lib/services/workspace'
import { answer, badRequest, bodyOf } from '../answer'

const environment = z.string().max(100)
const options = dumpOptionsSchema.partial()
const id = z.string().min(1).max(100)
const limit = z.int().min(1).max(10_000).nullable()

const body = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('start'),
    environment,
    what: dumpWhatSchema,
    options: options.optional(),
  }),
  z.strictObject({ action: z.enum(['cancel', 'delete', 'pin', 'unpin', 'verify', 'restoreTest']), id }),
  z.strictObject({
    action: z.literal('schedule'),
    id: id.optional(),
    environment,
    what: dumpWhatSchema,
    cron: z.string().max(200),
    isOn: z.boolean(),
    options: options.optional(),
  }),
  z.strictObject({ action: z.literal('removeSchedule'), id }),
  z.strictObject({
    action: z.literal('retention'),
    retention: z.strictObject({ keep: limit, days: limit }).nullable(),
  }),
])

/** All dumps of the project, with the schedules, the places and what is kept. */
export function GET(): Promise<Response> {
  return answer(async () => dumpsInBrief(await listDumps(sharedWorkspace())))
}

/**
 * Does something about dumps and answers with the list as it is then; what takes its time has only begun. `retention`
 * takes null for what is configured.
 */
export function POST(request: Request): Promise<Response> {
  return answer(async () => {
    const parsed = body.safeParse(await bodyOf(request))
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      throw badRequest(`${issue?.path.join('.') || 'The body'} is not understood: ${issue?.message}`)
    }
    const workspace = sharedWorkspace()
    const started = await act(workspace, parsed.data)
    return { ...dumpsInBrief(await listDumps(workspace)), started }
  })
}

/** Gives the id of a dump that was begun. */
async function act(workspace: Workspace, asked: z.infer<typeof body>): Promise<string | null> {
  switch (asked.action) {
    case 'start': {
      const { action: _, ...ask } = asked
      return (await startDump(workspace, { ...ask, askedBy: 'dashboard' })).id
    }
    case 'cancel':
      cancelDump(workspace, asked.id)
      return null
    case 'delete':
      deleteDump(workspace, asked.id)
      return null
    case 'pin':
    case 'unpin':
      pinDump(workspace, asked.id, asked.action === 'pin')
      return null
    case 'verify':
    case 'restoreTest':
      beginCheck(workspace, asked.id, asked.action)
      return null
    case 'schedule': {
      const { action: _, ...ask } = asked
      await setSchedule(workspace, ask)
      return null
    }
    case 'removeSchedule':
      removeSchedule(workspace, asked.id)
      return null
    case 'retention':
      await setRetention(workspace, asked.retention)
      return null
  }
}
