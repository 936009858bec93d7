import { readTablePolicies } from '@/lib/services/read-table-policies'
import { sharedWorkspace } from '@/lib/services/shared-workspace'
import { answer, badRequest } from '../../answer'
import { policiesQuery } from '../policies-query'

/** The row-level security of one table, with its neighbours among those that the filters leave. */
export function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const parameters = new URL(request.url).searchParams
    const id = parameters.get('id')
    if (id === null) throw badRequest('The address lacks the id of a table')
    parameters.delete('id')
    const workspace = sharedWorkspace()
    await workspace.beginFirstChecks()
    return readTablePolicies(workspace, id, policiesQuery(parameters))
  })
}
