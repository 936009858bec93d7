import { listDeploys, tellForecast } from './forecast'
import { answerGrid, answerRows, type GridAnswer, type RowsAnswer } from './grid-answer'
import type { GridQuery } from './grid-query'
import { listEnvironments } from './list-environments'
import { tellReplays } from './replay-columns'
import { unknownEnvironment } from './unknown-environment'
import type { Workspace } from './workspace'

/** The grid of what was read so far; nothing is read here. Throws E-ORIGIN for a reference that is not configured. */
export async function readGrid(workspace: Workspace, query: GridQuery): Promise<GridAnswer> {
  const { environments } = await listEnvironments(workspace)
  const reference = await referenceOf(workspace, query)
  const placed = await workspace.grid(reference, query)
  const compared = environments.map((each) => ({ ...each, isReference: each.name === reference }))
  const configuredReference = environments.find(({ isReference }) => isReference)?.name ?? null
  const trail = workspace.trails.current
  const names = environments.map(({ name }) => name)
  return {
    ...(await answerGrid(placed, compared, tellReplays(workspace.trails, placed.replays), query)),
    configuredReference,
    deploys: listDeploys(trail, names),
    forecast: query.forecast === undefined ? null : tellForecast(query.forecast, trail, placed.forecast),
  }
}

/** A page of the grid's rows. Throws E-ORIGIN for a reference that is not configured. */
export async function readRows(workspace: Workspace, query: GridQuery): Promise<RowsAnswer> {
  return answerRows(await workspace.grid(await referenceOf(workspace, query), query), query)
}

async function referenceOf(workspace: Workspace, { reference, forecast }: GridQuery): Promise<string> {
  const config = await workspace.config()
  const names = config.environments.map(({ name }) => name)
  const unknown = [reference, forecast].find((name) => name !== undefined && !names.includes(name))
  if (unknown !== undefined) throw unknownEnvironment(unknown, config)
  return reference ?? config.environments.find(({ isReference }) => isReference)?.name ?? ''
}
