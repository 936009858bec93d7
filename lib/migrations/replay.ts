import type { Shadow } from '../shadow/make-shadow'
import { runFile } from '../shadow/run-file'
import { splitStatements } from '../sql/split-statements'
import { explainFailure } from './explain-failure'
import type { ReplayStep } from './replay-step'
import { type StandIn, standInFor } from './stand-ins'

/** How one of them went. */
export interface ReplayedStep {
  readonly path: string
  readonly state: 'ran' | 'failed' | 'notRun'
  /** In milliseconds. */
  readonly tookMs: number
  /** Whether it ran statement by statement, because one of them cannot run along with others. */
  readonly ranApart: boolean
}

/** Where and why a replay ended early. */
export interface ReplayFailure {
  readonly path: string
  readonly line: number
  readonly statement: string
  readonly sqlState: string
  readonly message: string
  readonly detail: string | null
  readonly hint: string | null
  /** What it most likely means, in a sentence or two. */
  readonly explanation: string
}

export interface Replay {
  readonly steps: readonly ReplayedStep[]
  /** Null when all of it ran. */
  readonly failure: ReplayFailure | null
  /** What is not as on the platform: extensions and roles that something of ours stands in for. */
  readonly standIns: readonly StandIn[]
  readonly tookMs: number
}

interface ReplayOptions {
  /** As the tool's own connection has it, such as `"$user", public, extensions`. */
  readonly searchPath: string | null
  readonly signal?: AbortSignal
}

/** The longest one statement may run, in milliseconds. */
const STATEMENT_TIMEOUT_MS = 120_000

/**
 * Runs migrations one after the other in a shadow, until the first that fails; what that one began is undone.
 * @throws the reason of the signal when it is aborted.
 */
export async function replay(
  shadow: Pick<Shadow, 'client'>,
  steps: readonly ReplayStep[],
  { searchPath, signal }: ReplayOptions,
): Promise<Replay> {
  const startedAt = performance.now()
  const standIns = new Map<string, StandIn>()
  const replayed: ReplayedStep[] = []
  let failure: ReplayFailure | null = null
  const session = `reset all; set statement_timeout = ${STATEMENT_TIMEOUT_MS}; set client_min_messages = warning;
    ${searchPath === null ? '' : `set search_path = ${searchPath};`}`
  for (const [place, { path, text }] of steps.entries()) {
    signal?.throwIfAborted()
    if (failure) {
      replayed.push({ path, state: 'notRun', tookMs: 0, ranApart: false })
      continue
    }
    const begunAt = performance.now()
    await shadow.client.query(session)
    const outcome = await runWithStandIns(shadow, text, standIns)
    const tookMs = performance.now() - begunAt
    replayed.push({ path, state: outcome.failure ? 'failed' : 'ran', tookMs, ranApart: outcome.ranApart })
    if (outcome.failure) {
      failure = { path, ...outcome.failure, explanation: explainFailure(outcome.failure, steps, place) }
    }
  }
  await shadow.client.query('reset all')
  return { steps: replayed, failure, standIns: [...standIns.values()], tookMs: performance.now() - startedAt }
}

/** A file can lack one thing after the other; more than these are no accident. */
const MOST_STAND_INS = 30

/** Runs a file again for each thing that the server lacks and something can stand in for. */
async function runWithStandIns(
  shadow: Pick<Shadow, 'client'>,
  text: string,
  standIns: Map<string, StandIn>,
): Promise<Awaited<ReturnType<typeof runFile>>> {
  for (let script = withoutPsql(text), tries = 0; ; tries++) {
    const outcome = await runFile(shadow, script)
    const standIn = outcome.failure && (await standInFor(shadow, outcome.failure, script))
    if (!standIn || tries === MOST_STAND_INS) return outcome
    standIns.set(`${standIn.sort} ${standIn.name}`, {
      sort: standIn.sort,
      name: standIn.name,
      how: standIn.how,
    })
    script = standIn.script
  }
}

/** Lines for psql are left empty, so that the lines below keep their numbers. */
function withoutPsql(text: string): string {
  const lines = text.replace(/^\uFEFF/, '').split('\n')
  for (const { line } of splitStatements(text).psqlLines) lines[line - 1] = ''
  return lines.join('\n')
}
