import { readGraph } from '@/lib/services/read-graph'
import { sharedWorkspace } from '@/lib/services/shared-workspace'
import { answer } from '../../answer'
import { pairShape, queryOf } from '../pair-query'

/** The tables that differ between two origins, with their neighbours. What was never checked begins to be. */
export function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const query = queryOf(request, pairShape)
    const workspace = sharedWorkspace()
    await workspace.beginFirstChecks()
    return readGraph(workspace, query)
  })
}
