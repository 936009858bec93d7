import type { Snapshot } from '../objects/snapshot'
import { listEnvironments } from './list-environments'
import { answerPolicies, type PoliciesAnswer, type PoliciesQuery } from './policies-answer'
import { type Board, buildBoard, type PolicySource } from './policies-board'
import type { Workspace } from './workspace'

/** The row-level security of every table in all environments, of what was read so far; nothing is read here. */
export async function readPolicies(workspace: Workspace, query: PoliciesQuery): Promise<PoliciesAnswer> {
  const { environments } = await listEnvironments(workspace)
  return answerPolicies((await policiesBoard(workspace)).board, environments, query)
}

interface KnownBoard {
  readonly snapshots: readonly (Snapshot | null)[]
  readonly reference: number
  readonly board: Promise<Board>
}

const known = new WeakMap<Workspace, KnownBoard>()

/** The board over the environments as they were last read; made once for the same snapshots. */
export async function policiesBoard(
  workspace: Workspace,
): Promise<{ readonly board: Board; readonly sources: readonly PolicySource[]; readonly reference: number }> {
  const monitors = await workspace.allMonitors()
  const sources = monitors.map(({ environment, reading }) => ({
    name: environment.name,
    snapshot: reading.error ? null : reading.snapshot,
  }))
  const reference = monitors.findIndex(
    ({ environment }, i) => environment.isReference && sources[i]?.snapshot,
  )
  const last = known.get(workspace)
  const isSame =
    last?.reference === reference &&
    last.snapshots.length === sources.length &&
    last.snapshots.every((snapshot, i) => snapshot === sources[i]?.snapshot)
  if (last && isSame) return { board: await last.board, sources, reference }
  const board = buildBoard(sources, reference)
  known.set(workspace, { snapshots: sources.map(({ snapshot }) => snapshot), reference, board })
  return { board: await board, sources, reference }
}
