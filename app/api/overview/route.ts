import { readGrid } from '@/lib/services/read-grid'
import { sharedWorkspace } from '@/lib/services/shared-workspace'
import { answer } from '../answer'
import { gridQuery } from './grid-query'

/** The grid in brief. What was never checked begins to be. */
export function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const workspace = sharedWorkspace()
    const query = gridQuery(new URL(request.url).searchParams)
    await workspace.beginFirstChecks()
    return readGrid(workspace, query)
  })
}
