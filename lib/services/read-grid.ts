import { AppError } from '../objects/app-error'
import { closestWord } from '../objects/closest-word'
import { answerGrid, answerRows, type GridAnswer, type RowsAnswer } from './grid-answer'
import type { GridQuery } from './grid-query'
import { listEnvironments } from './list-environments'
import type { Workspace } from './workspace'

/** The grid of what was read so far; nothing is read here. Throws E-ORIGIN for a reference that is not configured. */
export async function readGrid(workspace: Workspace, query: GridQuery): Promise<GridAnswer> {
  const { environments } = await listEnvironments(workspace)
  const reference = await referenceOf(workspace, query)
  const { grid, places } = await workspace.grid(reference)
  const compared = environments.map((each) => ({ ...each, isReference: each.name === reference }))
  const configuredReference = environments.find(({ isReference }) => isReference)?.name ?? null
  return { ...(await answerGrid(grid, compared, places, query)), configuredReference }
}

/** A page of the grid's rows. Throws E-ORIGIN for a reference that is not configured. */
export async function readRows(workspace: Workspace, query: GridQuery): Promise<RowsAnswer> {
  const { grid, places } = await workspace.grid(await referenceOf(workspace, query))
  return answerRows(grid, places, query)
}

async function referenceOf(workspace: Workspace, { reference }: GridQuery): Promise<string> {
  const { environments } = await workspace.config()
  if (reference === undefined) return environments.find(({ isReference }) => isReference)?.name ?? ''
  const names = environments.map(({ name }) => name)
  if (names.includes(reference)) return reference
  const close = closestWord(reference, names)
  throw new AppError({
    code: 'E-ORIGIN',
    message: `There is no environment named ${JSON.stringify(reference)} to compare with`,
    hint: close ? `Did you mean ${close}?` : `Configured are: ${names.join(', ') || 'none'}.`,
  })
}
