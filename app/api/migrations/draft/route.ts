import { z } from 'zod'
import { draftMigration } from '@/lib/services/migration-from-difference'
import { saveDraft } from '@/lib/services/save-draft'
import { sharedWorkspace } from '@/lib/services/shared-workspace'
import { answer, badRequest, bodyOf } from '../../answer'

const MOST_OBJECTS = 1000

const body = z.union([
  z.strictObject({
    environment: z.string().max(100),
    objects: z.array(z.string().max(2000)).min(1).max(MOST_OBJECTS).optional(),
    folder: z.string().max(1000).optional(),
  }),
  z.strictObject({ id: z.uuid(), name: z.string().max(200) }),
])

/** Writes a migration for what an environment holds beside its record, and proves it; or saves one that was proven. */
export function POST(request: Request): Promise<Response> {
  return answer(async () => {
    const parsed = body.safeParse(await bodyOf(request))
    if (!parsed.success) {
      throw badRequest(
        'The body must be {"environment": NAME, "objects"?: [ID, …], "folder"?: FOLDER} or {"id": DRAFT, "name": NAME}',
      )
    }
    const { data } = parsed
    const workspace = sharedWorkspace()
    return 'id' in data ? saveDraft(workspace, data) : draftMigration(workspace, data, request.signal)
  })
}
