import { readComparison } from '@/lib/services/read-comparison'
import { sharedWorkspace } from '@/lib/services/shared-workspace'
import { answer } from '../answer'
import { pairShape, queryOf } from './pair-query'

/** All differences of two origins in brief. What was never checked begins to be. */
export function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const query = queryOf(request, pairShape)
    const workspace = sharedWorkspace()
    await workspace.beginFirstChecks()
    return readComparison(workspace, query)
  })
}
