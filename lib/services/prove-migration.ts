import { replay } from '../migrations/replay'
import { replayFile, type StandIns } from '../migrations/replay-file'
import { replaySteps } from '../migrations/replay-steps'
import type { StandIn } from '../migrations/stand-ins'
import type { Snapshot } from '../objects/snapshot'
import { dropOnAbort } from '../shadow/drop-on-abort'
import type { Shadow } from '../shadow/make-shadow'
import type { FailedStatement } from '../shadow/run-file'
import { planReplay, type ReplayPlan } from './plan-replay'
import { readReplayed, replayShadow, searchPathOf } from './replay-shadow'
import { replayError } from './run-replays'
import type { Workspace } from './workspace'

/** Which pieces of SQL run, and in which order. */
export interface TriedPieces {
  /** Places of those that ran, in the order in which they did. */
  readonly order: readonly number[]
  /** Those that never ran, with what the server said last. */
  readonly refused: ReadonlyMap<number, FailedStatement>
}

/** What a file did to what the files before it build. */
export interface ProvedFile {
  readonly failure: FailedStatement | null
  /** Whether it only ran statement by statement, which no tool does by itself. */
  readonly ranApart: boolean
  /** Null where it failed. */
  readonly after: Snapshot | null
}

/** A database of our own, built from all files, to try out in copies of it what a further file would do. */
export interface ProvingGround {
  /** What all files build. */
  readonly head: Snapshot
  readonly plan: ReplayPlan
  readonly standIns: ReadonlyMap<string, StandIn>
  /** Tries pieces over and over, each by itself, as long as one more of them runs. */
  tryPieces(pieces: readonly string[]): Promise<TriedPieces>
  /** Runs a file as its tool would. */
  run(text: string): Promise<ProvedFile>
}

/**
 * Replays all files of the tools that an environment keeps a record for, and lends what they build.
 * @throws AppError E-REPLAY when they cannot be replayed to their end, the reason of the signal when it is aborted, and
 * what starting the embedded server throws.
 */
export async function onProvingGround<Result>(
  workspace: Workspace,
  environment: string,
  work: (ground: ProvingGround) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  const [board, monitors] = [await workspace.migrations(), await workspace.allMonitors()]
  const column = monitors.findIndex((monitor) => monitor.environment.name === environment)
  const plan = planReplay(board, monitors, column, 'files')
  const steps = await replaySteps(plan.migrations, plan.folders, new Set(plan.tools))
  const shadow = await replayShadow(workspace, plan)
  const endWatch = dropOnAbort(shadow, signal)
  try {
    const searchPath = searchPathOf(plan)
    const standIns: StandIns = new Map()
    const outcome = await replay(shadow, steps, { searchPath, signal }, standIns)
    if (outcome.failure) throw replayError({ name: plan.name, ...outcome })
    const inCopy = async <T>(use: (copy: Shadow) => Promise<T>): Promise<T> => {
      signal?.throwIfAborted()
      const copy = await shadow.copy()
      const endWatchOfCopy = dropOnAbort(copy, signal)
      try {
        return await use(copy)
      } finally {
        endWatchOfCopy()
        await copy.drop()
      }
    }
    return await work({
      head: await readReplayed(shadow, plan),
      plan,
      standIns,
      tryPieces: (pieces) => inCopy((copy) => tryPieces(copy, pieces, searchPath)),
      run: (text) =>
        inCopy(async (copy) => {
          const { failure, ranApart } = await replayFile(copy, { text }, searchPath, standIns)
          return { failure, ranApart, after: failure ? null : await readReplayed(copy, plan) }
        }),
    })
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  } finally {
    endWatch()
    await shadow.drop()
  }
}

async function tryPieces(
  shadow: Shadow,
  pieces: readonly string[],
  searchPath: string | null,
): Promise<TriedPieces> {
  const order: number[] = []
  const refused = new Map<number, FailedStatement>()
  let waiting = [...pieces.keys()]
  for (let before = Number.POSITIVE_INFINITY; waiting.length > 0 && waiting.length < before; ) {
    before = waiting.length
    const still: number[] = []
    for (const place of waiting) {
      const text = pieces[place] as string
      const { failure } = await replayFile(shadow, { text }, searchPath, new Map())
      if (!failure) order.push(place)
      else {
        still.push(place)
        refused.set(place, failure)
      }
    }
    waiting = still
  }
  return { order, refused: new Map([...refused].filter(([place]) => waiting.includes(place))) }
}
