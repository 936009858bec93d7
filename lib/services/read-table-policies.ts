import { AppError } from '../objects/app-error'
import type { Reason } from '../objects/difference'
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
  if (answer) return { ...answer, reasons: await reasonsOf(workspace, answer) }
  throw new AppError({
    code: 'E-OBJECT',
    message: 'No environment that could be read has this table',
    hint: 'It may have been dropped or renamed since the link was made. Look for it in the list of policies.',
    detail: id,
  })
}

/** Of the table and its policies, each environment's and each cause once. */
async function reasonsOf(
  workspace: Workspace,
  { id, policies, reference }: Pick<TablePoliciesAnswer, 'id' | 'policies' | 'reference'>,
): Promise<Record<string, readonly Reason[]>> {
  const { grid, places } = await workspace.grid(reference ?? '')
  const wanted = new Set<string>([id, ...policies.map((policy) => policy.id)])
  const found: Record<string, Reason[]> = {}
  for (const place of places) {
    const differences = place === null ? [] : (grid?.comparisons[place]?.differences ?? [])
    for (const { id: own, reasons = [] } of differences) {
      if (!wanted.has(own)) continue
      const known = found[own] ?? []
      const isNew = (reason: Reason) => !known.some((other) => isSame(other, reason))
      found[own] = [...known, ...reasons.filter(isNew)]
    }
  }
  return found
}

function isSame(one: Reason, other: Reason): boolean {
  return one.cause === other.cause && one.environment === other.environment
}
