import { type FailedStatement, runFile, type Session } from '../shadow/run-file'
import { splitStatements } from '../sql/split-statements'
import type { ReplayStep } from './replay-step'
import { type StandIn, standInFor } from './stand-ins'

/** How one file went. */
export interface ReplayedFile {
  readonly failure: FailedStatement | null
  /** Whether it ran statement by statement, because one of them cannot run along with others. */
  readonly ranApart: boolean
  /** Numbers of lines that are commands of psql; they are left out, never run. */
  readonly psqlLines: readonly number[]
  /** In milliseconds. */
  readonly tookMs: number
}

/** By sort and name; what is stood in for once stands for all files after. */
export type StandIns = Map<string, StandIn>

/** The longest one statement may run, in milliseconds. */
const STATEMENT_TIMEOUT_MS = 120_000

/** A file can lack one thing after the other; more than these are no accident. */
const MOST_STAND_INS = 30

/**
 * Runs one migration in a session as its tool begins it, again for each thing that the server lacks and something can
 * stand in for.
 * @param searchPath as the tool's own connection has it, such as `"$user", public, extensions`.
 * @param standIns is added to.
 */
export async function replayFile(
  shadow: Session,
  { text }: Pick<ReplayStep, 'text'>,
  searchPath: string | null,
  standIns: StandIns,
): Promise<ReplayedFile> {
  const begunAt = performance.now()
  await shadow.client.query(
    `reset session authorization; reset role; reset all; set statement_timeout = ${STATEMENT_TIMEOUT_MS}; set client_min_messages = warning;
    ${searchPath === null ? '' : `set search_path = ${searchPath};`}`,
  )
  const psqlLines = splitStatements(text).psqlLines.map(({ line }) => line)
  for (let script = withoutLines(text, psqlLines), done = 0, tries = 0; ; tries++) {
    const outcome = await runFile(shadow, script, done)
    const { failure, ranApart } = outcome
    const standIn = failure && (await standInFor(shadow, failure, script))
    if (!standIn || tries === MOST_STAND_INS)
      return { failure, ranApart, psqlLines, tookMs: performance.now() - begunAt }
    const { sort, name, how } = standIn
    standIns.set(`${sort} ${name}`, { sort, name, how })
    script = standIn.script
    done = outcome.done
  }
}

/** They are left empty, so that the lines below keep their numbers. */
function withoutLines(text: string, numbers: readonly number[]): string {
  const lines = text.replace(/^\uFEFF/, '').split('\n')
  for (const line of numbers) lines[line - 1] = ''
  return lines.join('\n')
}
