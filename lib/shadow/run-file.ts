import { type Statement, splitStatements } from '../sql/split-statements'
import { identifier } from '../sql/sql'
import { copyIn } from './copy-in'
import type { Shadow } from './open-shadow'
import { rewriteStatements } from './rewrite-statements'

/** A statement that the server refused. */
export interface FailedStatement {
  /** Line of the file, from 1; of a `DO` block, the line within it that failed. */
  readonly line: number
  /** The statement, cut to what people can read. */
  readonly statement: string
  readonly sqlState: string
  readonly message: string
  readonly detail: string | null
  readonly hint: string | null
  /** Within which functions and statements it happened, as the server tells it: the innermost first. */
  readonly context: string | null
}

/** A connection to run files over; its roles are looked after where other shadows share the server. */
export type Session = Pick<Shadow, 'client'> & Partial<Pick<Shadow, 'roles' | 'adapt' | 'standsIn'>>

/** How a file went. */
export interface RunFile {
  readonly failure: FailedStatement | null
  /** Whether it ran statement by statement, because one of them cannot run along with others. */
  readonly ranApart: boolean
  /** Of a script that failed, how many of its first statements stay all the same, because they were committed. */
  readonly done: number
}

const LONGEST_STATEMENT = 400

/** `CREATE INDEX CONCURRENTLY` and the like; a new enum value that is used at once; a procedure that commits. */
const NOT_TOGETHER = new Set(['25001', '55P04', '2D000'])

const BEGINS = /^(?:begin|start\s+transaction)\b/i
const ENDS = /^(?:commit|end|abort|rollback(?!(?:\s+(?:work|transaction))?\s+to\b))\b/i

/**
 * Runs a script as migration tools do: all of it as one transaction, or statement by statement where it holds what
 * cannot run within one. Nothing of a failed transaction stays.
 * @param text without commands of psql, which the server would not know.
 * @param done how many of its first statements were committed by an earlier try.
 */
export async function runFile({ client, roles, adapt }: Session, text: string, done = 0): Promise<RunFile> {
  const apart = (await roles?.before(text)) ?? text
  let script = adapt?.(apart) ?? apart
  let outcome = await runScript(client, script, done)
  const joined = new Set<string>()
  for (
    let role = lacksMembership(outcome.failure);
    role && !joined.has(role);
    role = lacksMembership(outcome.failure)
  ) {
    joined.add(role)
    // A role that a block of the script itself made is gone with its transaction.
    if (!(await roles?.join(role))) script = joiningFirst(script, role, outcome.failure)
    const again = await runScript(client, script, outcome.done)
    if (again.failure?.statement === joining(role)) break
    outcome = again
  }
  await roles?.after(text, outcome.failure === null)
  return outcome.failure && script !== text
    ? { ...outcome, failure: inOwnWords(outcome.failure, text, adapt) }
    : outcome
}

function joining(role: string): string {
  return `grant ${identifier(role)} to current_user`
}

/** The script with the role joined just before the statement that needs it. */
function joiningFirst(script: string, role: string, failure: FailedStatement | null): string {
  return rewriteStatements(script, (statement) =>
    cut(statement) === failure?.statement ? `${joining(role)}; ${statement}` : null,
  )
}

/** A failure of a statement that was put in the place of another, as one of the other. */
function inOwnWords(failure: FailedStatement, text: string, adapt: Session['adapt']): FailedStatement {
  const own = splitStatements(text).statements.find(
    (statement) =>
      Math.abs(statement.line - failure.line) <= lineBreaks(statement.text) &&
      adapt?.(statement.text).trim() !== statement.text &&
      adapt?.(statement.text).startsWith(failure.statement),
  )
  return own ? { ...failure, line: own.line, statement: cut(own.text) } : failure
}

function cut(statement: string): string {
  return statement.length > LONGEST_STATEMENT ? `${statement.slice(0, LONGEST_STATEMENT)}…` : statement
}

/** The role that a statement acts in the name of, or becomes, without being its member. */
export function lacksMembership(failure: FailedStatement | null): string | undefined {
  if (failure?.sqlState !== '42501') return undefined
  return /^(?:must be (?:member of role|able to SET ROLE)|permission denied to set role) "(.*)"$/s.exec(
    failure.message,
  )?.[1]
}

async function runScript(client: Shadow['client'], text: string, done: number): Promise<RunFile> {
  const { statements } = splitStatements(text)
  const hasRows = statements.some(({ copyData }) => copyData !== undefined)
  // A script that begins or ends transactions of its own is left to them; savepoints are within one.
  const isItsOwn = statements.some(({ text: each }) => BEGINS.test(each) || ENDS.test(each))
  if (isItsOwn || done > 0) {
    return { ...(await runApart(client, statements, done)), ranApart: !isItsOwn }
  }
  if (!hasRows && (await runTogether(client, text))) return { failure: null, ranApart: false, done: 0 }
  const failure = await runAsOne(client, statements)
  if (!failure || !NOT_TOGETHER.has(failure.sqlState)) return { failure, ranApart: false, done: 0 }
  return { ...(await runApart(client, statements, 0)), ranApart: true }
}

/** As one message, of which the server makes one transaction. An error does not always tell where it was. */
async function runTogether(client: Shadow['client'], text: string): Promise<boolean> {
  try {
    await client.query(text)
    return true
  } catch {
    await client.query('rollback')
    return false
  }
}

/** One statement after the other in one transaction, so that the one that fails is known. */
async function runAsOne(
  client: Shadow['client'],
  statements: readonly Statement[],
): Promise<FailedStatement | null> {
  await client.query('begin')
  for (const statement of statements) {
    const failure = await runStatement(client, statement)
    if (failure) return failure
  }
  await client.query('commit')
  return null
}

/** One statement after the other from a place on, in the transactions that the script itself begins. */
async function runApart(
  client: Shadow['client'],
  statements: readonly Statement[],
  from: number,
): Promise<Omit<RunFile, 'ranApart'>> {
  let done = from
  let isOpen = false
  for (const [place, statement] of statements.entries()) {
    if (place < from) continue
    const failure = await runStatement(client, statement)
    if (failure) return { failure, done }
    isOpen = BEGINS.test(statement.text) || (isOpen && !ENDS.test(statement.text))
    if (!isOpen) done = place + 1
  }
  return { failure: null, done }
}

/** Undoes the transaction that it failed in. */
async function runStatement(client: Shadow['client'], statement: Statement): Promise<FailedStatement | null> {
  try {
    if (statement.copyData === undefined) await client.query(statement.text)
    else await copyIn(client, statement.text, statement.copyData)
    return null
  } catch (error) {
    await client.query('rollback')
    return toFailure(error, { line: lineOf(error, statement), statement: statement.text })
  }
}

/** Where in the file it failed. The server counts characters, of which some are two to us. */
function lineOf(error: unknown, { text, line }: Statement): number {
  const { position, where } = error as { position?: string; where?: string }
  if (position === undefined) return line + linesIntoBlock(text, where)
  const before = Array.from(text).slice(0, Number(position) - 1)
  return line + lineBreaks(before.join(''))
}

/** Of a `DO` block: PL/pgSQL counts from the line on which its text begins. */
function linesIntoBlock(text: string, where: string | undefined): number {
  const inBlock = /PL\/pgSQL function inline_code_block line (\d+)\b[^\n]*$/.exec(where ?? '')?.[1]
  if (inBlock === undefined || !/^do\b/i.test(text)) return 0
  const begin = text.search(/\$\w*\$|'/)
  return lineBreaks(text.slice(0, begin)) + Number(inBlock) - 1
}

function lineBreaks(text: string): number {
  return text.split('\n').length - 1
}

/** What the server said of a statement that failed on this line. */
export function toFailure(
  error: unknown,
  { line, statement }: { line: number; statement: string },
): FailedStatement {
  const { code, message, detail, hint, where } = error as Readonly<Record<string, string | undefined>>
  return {
    line,
    statement: cut(statement),
    sqlState: code ?? '',
    message: message ?? String(error),
    detail: detail ?? null,
    hint: hint ?? null,
    context: where ? cut(where) : null,
  }
}
