import { readPolicies } from '@/lib/services/read-policies'
import { sharedWorkspace } from '@/lib/services/shared-workspace'
import { answer } from '../answer'
import { policiesQuery } from './policies-query'

/** The row-level security of every table in brief. What was never checked begins to be. */
export function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const workspace = sharedWorkspace()
    const query = policiesQuery(new URL(request.url).searchParams)
    await workspace.beginFirstChecks()
    return readPolicies(workspace, query)
  })
}
