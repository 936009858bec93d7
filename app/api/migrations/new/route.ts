import { z } from 'zod'
import { newMigration, tellPreview } from '@/lib/services/new-migration'
import { sharedWorkspace } from '@/lib/services/shared-workspace'
import { answer, badRequest, bodyOf } from '../../answer'

const body = z.strictObject({
  name: z.string().max(200),
  folder: z.string().max(1000).optional(),
  isPreview: z.boolean().optional(),
})

/** Writes the files of a new migration into the project, or only shows which they would be. */
export function POST(request: Request): Promise<Response> {
  return answer(async () => {
    const parsed = body.safeParse(await bodyOf(request))
    if (!parsed.success)
      throw badRequest('The body must be {"name": NAME, "folder"?: FOLDER, "isPreview"?: true}')
    const { isPreview, ...wanted } = parsed.data
    const workspace = sharedWorkspace()
    return isPreview ? tellPreview(workspace, wanted) : newMigration(workspace, wanted)
  })
}
