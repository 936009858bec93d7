import { answerGrid, type GridAnswer, type GridQuery } from './grid-answer'
import { listEnvironments } from './list-environments'
import type { Workspace } from './workspace'

/** The grid of what was read so far; nothing is read here. */
export async function readGrid(workspace: Workspace, query: GridQuery): Promise<GridAnswer> {
  const { environments } = await listEnvironments(workspace)
  const reference = environments.find(({ isReference }) => isReference)
  const { grid, places } = await workspace.grid(reference?.name ?? '')
  return answerGrid(grid, environments, places, query)
}
