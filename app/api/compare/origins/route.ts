import { listPairs } from '@/lib/services/list-pairs'
import { sharedWorkspace } from '@/lib/services/shared-workspace'
import { answer } from '../../answer'

/** What can be compared. What was never checked begins to be. */
export function GET(): Promise<Response> {
  return answer(async () => {
    const workspace = sharedWorkspace()
    await workspace.beginFirstChecks()
    return listPairs(workspace)
  })
}
