import { AppError } from '../objects/app-error'
import { planReplay, type ReplayPlan } from './plan-replay'
import { type Replayed, runReplays } from './run-replays'
import type { Workspace } from './workspace'

const MOST_KEPT = 6

/** By all that a replay depends on. */
const kept = new Map<string, Promise<Replayed>>()

/**
 * Builds a database of our own from the migration files, all of them or those that the record of an environment claims,
 * and reads it. The same files are not run twice while this process lives.
 * @throws AppError E-REPLAY when there is nothing to replay, or a file that only its own tool can run; E-ORIGIN for an
 * unknown environment; and what starting the embedded server throws.
 */
export async function replayMigrations(workspace: Workspace, environment?: string): Promise<Replayed> {
  const [board, monitors] = [await workspace.migrations(), await workspace.allMonitors()]
  const wanted = environment === undefined ? null : await workspace.monitor(environment)
  const monitor = wanted ?? monitors.find((each) => each.environment.isReference)
  const column = monitor ? monitors.indexOf(monitor) : -1
  const plan = planReplay(board, monitors, column, wanted ? 'claim' : 'files')
  const known = workspace.trails.replayed(plan.key) ?? kept.get(plan.key)
  kept.delete(plan.key)
  const replayed = known ?? runAlone(workspace, plan)
  kept.set(plan.key, replayed)
  replayed.catch(() => kept.delete(plan.key))
  for (const oldest of [...kept.keys()].slice(0, -MOST_KEPT)) kept.delete(oldest)
  return replayed
}

async function runAlone(workspace: Workspace, plan: ReplayPlan): Promise<Replayed> {
  const [result] = await runReplays(workspace, [plan])
  if (!result || result instanceof AppError) throw result
  return result
}
