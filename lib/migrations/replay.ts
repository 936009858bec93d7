import type { FailedStatement, Session } from '../shadow/run-file'
import { explainFailure } from './explain-failure'
import { type ReplayedFile, replayFile, type StandIns } from './replay-file'
import type { ReplayStep } from './replay-step'
import type { StandIn } from './stand-ins'

/** How one of them went. */
export interface ReplayedStep {
  readonly path: string
  readonly state: 'ran' | 'failed' | 'notRun'
  /** In milliseconds. */
  readonly tookMs: number
  /** Whether it ran statement by statement, because one of them cannot run along with others. */
  readonly ranApart: boolean
  /** Numbers of lines that are commands of psql; they are left out, never run. */
  readonly psqlLines: readonly number[]
}

/** Where and why a replay ended early. */
export interface ReplayFailure extends FailedStatement {
  readonly path: string
  /** What it most likely means, in a sentence or two. */
  readonly explanation: string
}

export interface Replay {
  readonly steps: readonly ReplayedStep[]
  /** Null when all of it ran. */
  readonly failure: ReplayFailure | null
  /** What is not as on the platform: extensions and roles that something of ours stands in for. */
  readonly standIns: readonly StandIn[]
  /** The time that the files took, in milliseconds. */
  readonly tookMs: number
}

export interface ReplayOptions {
  /** As the tool's own connection has it, such as `"$user", public, extensions`. */
  readonly searchPath: string | null
  readonly signal?: AbortSignal
}

/**
 * Runs migrations one after the other in a shadow, until the first that fails; what that one began is undone.
 * @param standIns is added to, for whoever goes on in this shadow.
 * @throws the reason of the signal when it is aborted.
 */
export async function replay(
  shadow: Session,
  steps: readonly ReplayStep[],
  { searchPath, signal }: ReplayOptions,
  standIns: StandIns = new Map(),
): Promise<Replay> {
  const run: RanStep[] = []
  for (const step of steps) {
    signal?.throwIfAborted()
    const file = await replayFile(shadow, step, searchPath, standIns)
    run.push({ step, ...file })
    if (file.failure) break
  }
  await shadow.client.query('reset all')
  return outcomeOf(steps, run, standIns)
}

/** A step that ran, or failed. */
export interface RanStep extends ReplayedFile {
  readonly step: ReplayStep
}

/** What came of steps of which the first ones ran, up to one that failed. */
export function outcomeOf(steps: readonly ReplayStep[], run: readonly RanStep[], standIns: StandIns): Replay {
  const replayed = steps.map(({ path }, place): ReplayedStep => {
    const { failure, tookMs = 0, ranApart = false, psqlLines = [] } = run[place] ?? {}
    return { path, state: run[place] ? (failure ? 'failed' : 'ran') : 'notRun', tookMs, ranApart, psqlLines }
  })
  const failed = run.find(({ failure }) => failure !== null)
  const failure = failed?.failure && {
    path: failed.step.path,
    ...failed.failure,
    explanation: explainFailure(failed.failure, steps, run.indexOf(failed)),
  }
  const tookMs = run.reduce((sum, step) => sum + step.tookMs, 0)
  return { steps: replayed, failure: failure ?? null, standIns: [...standIns.values()], tookMs }
}
