import { listEnvironments } from '@/lib/services/list-environments'
import { sharedWorkspace } from '@/lib/services/shared-workspace'
import { answer } from '../answer'

/** The environments with their health. What was never checked begins to be. */
export function GET(): Promise<Response> {
  return answer(async () => {
    const workspace = sharedWorkspace()
    await workspace.beginFirstChecks()
    return listEnvironments(workspace)
  })
}
