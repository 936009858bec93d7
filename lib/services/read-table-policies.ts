import { AppError } from '../objects/app-error'
import { withGrammar } from '../sql/wording'
import { listEnvironments } from './list-environments'
import type { PoliciesQuery } from './policies-answer'
import { policiesBoard } from './read-policies'
import { answerTablePolicies, type TablePoliciesAnswer } from './table-policies-answer'
import type { Workspace } from './workspace'

/**
 * The row-level security of one table in all environments, and its neighbours in the list that the query gives.
 * Throws E-OBJECT when nobody has the table.
 */
export async function readTablePolicies(
  workspace: Workspace,
  id: string,
  query: PoliciesQuery,
): Promise<TablePoliciesAnswer> {
  const { environments } = await listEnvironments(workspace)
  const { board, sources, reference } = await policiesBoard(workspace)
  const answer = await withGrammar(() =>
    answerTablePolicies(board, sources, reference, environments, id, query),
  )
  if (answer) return answer
  throw new AppError({
    code: 'E-OBJECT',
    message: 'No environment that could be read has this table',
    hint: 'It may have been dropped or renamed since the link was made. Look for it in the list of policies.',
    detail: id,
  })
}
