import { AppError } from '../../objects/app-error'
import { copyIn } from '../../shadow/copy-in'
import type { Shadow } from '../../shadow/make-shadow'
import { toFailure } from '../../shadow/run-file'
import { identifier, sql } from '../../sql/sql'
import { type DumpStatement, dumpStatements } from '../read-back/dump-statements'
import { belongsAfterRows } from './after-rows'
import { type CopiedTable, copiedTable } from './copied-table'
import { fitStatement } from './fit-statement'
import { Grantor } from './grantor'
import { LargeObjects } from './large-objects'
import { loadRows, openRows } from './load-rows'
import type { RefusedStatement } from './refused-statement'
import { restoreFailed } from './restore-failed'
import type { RestoredFile, RestoreParts, RowsFile } from './restore-parts'
import { RowDigest, type RowsTold } from './row-digest'
import { whyRefused } from './why-refused'

/** A connection to load a dump over. */
export interface LoadSession {
  readonly client: Shadow['client']
  readonly major: number
  /** Whether all of it is one transaction, so that those which pg_dump puts around large objects are left out. */
  readonly isOneTransaction: boolean
  /** Runs a statement with whatever has to be done so that it can run there. Throws the server's error. */
  run(statement: string): Promise<void>
  /** Whether to go on without a statement that the server refused. */
  goesOn(refused: RefusedStatement): boolean
}

/** A table whose rows were in the dump. */
export interface LoadedTable extends CopiedTable {
  readonly file: RestoredFile
  readonly format: 'sql' | RowsFile['format']
  /** Of the characters of its rows, as the server calls it. */
  readonly encoding: string
  /** Of the rows as they are in the file; null where the server did not take them. */
  readonly told: RowsTold | null
}

/** What was loaded, as it is in the dump. */
export interface Loaded {
  readonly tables: readonly LoadedTable[]
  /** SHA-256 of each, hex, by its number. */
  readonly largeObjects: ReadonlyMap<string, string>
}

export interface LoadWatch {
  readonly signal?: AbortSignal | undefined
  /** What is loaded now, such as `public.events`. */
  readonly onTable?: ((table: string) => void) | undefined
  readonly onBytes?: ((bytes: number) => void) | undefined
}

const ENCODING = /^set\s+client_encoding\s*=\s*'(\w+)'$/i
const OWN_TRANSACTION = /^(?:begin|commit)$/i

/**
 * Loads what a dump holds, statement by statement as they come, so that memory stays flat. What would be in the way of
 * rows, foreign keys and triggers, is made once all rows are there.
 * @throws AppError E-RESTORE-REFUSED for what no dump holds, E-RESTORE-FAILED for what the server refuses unless the
 * session goes on, E-DUMP-DAMAGED, and the signal's reason.
 */
export async function loadParts(
  session: LoadSession,
  { scripts, rows }: Omit<RestoreParts, 'roles'>,
  watch: LoadWatch = {},
): Promise<Loaded> {
  const largeObjects = new LargeObjects()
  const tables: LoadedTable[] = []
  const later: Placed[] = []
  for (const file of scripts) {
    let encoding = 'UTF8'
    const grantor = new Grantor()
    for await (const statement of dumpStatements(file.path)) {
      const placed = { file, statement, grantor: grantor.role }
      watch.signal?.throwIfAborted()
      if (grantor.take(statement.text)) continue
      refuse(placed, grantor.mayRun(statement.text) ? whyRefused(statement.text) : OTHER_ROLE)
      if (statement.copy) tables.push(await copyTable(session, placed, statement.copy, encoding, watch))
      else if (belongsAfterRows(statement.text)) later.push(placed)
      else await runOne(session, placed)
      largeObjects.take(statement.text)
      encoding = ENCODING.exec(statement.text)?.[1] ?? encoding
    }
  }
  for (const each of rows) tables.push(await loadFile(session, each, watch))
  for (const placed of later) {
    watch.signal?.throwIfAborted()
    await runOne(session, placed)
  }
  return { tables, largeObjects: largeObjects.tell() }
}

/** A statement with the file that it is in. */
interface Placed {
  readonly file: RestoredFile
  readonly statement: Pick<DumpStatement, 'text' | 'line'>
  /** The role that grants, where it is not the owner. */
  readonly grantor?: string | null
}

const OTHER_ROLE = 'it would run as another role, as which a dump only grants'

function refuse({ file, statement: { text, line } }: Placed, reason: string | null): void {
  if (reason === null) return
  throw new AppError({
    code: 'E-RESTORE-REFUSED',
    message: `${file.name}:${line}: this statement is not run, because ${reason}`,
    hint: 'Look at who wrote into the file. A dump holds code that runs where it is restored, so nothing is run that pg_dump does not write.',
    detail: text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text,
  })
}

const LONGEST_SHOWN = 300

/** Runs one statement as the session wants it. Throws AppError E-RESTORE-FAILED, unless the session goes on without it. */
export async function runOne(
  session: LoadSession,
  { file, statement, grantor = null }: Placed,
): Promise<void> {
  const text = fitStatement(statement.text, session.major)
  if (text === null || (session.isOneTransaction && OWN_TRANSACTION.test(text))) return
  await attempt(session, { file, statement }, null, () =>
    grantor === null ? session.run(text) : runAs(session, grantor, text),
  )
}

/** Only a superuser can take another role's session, and every member its rights. */
async function runAs(session: LoadSession, role: string, statement: string): Promise<void> {
  await session.run(sql`set role ${identifier(role)}`)
  try {
    await session.run(statement)
  } finally {
    // A transaction that failed takes it back itself.
    await session.client.query('reset role').catch(() => undefined)
  }
}

async function copyTable(
  session: LoadSession,
  placed: Placed,
  rows: AsyncIterable<Uint8Array>,
  encoding: string,
  watch: LoadWatch,
): Promise<LoadedTable> {
  const { text } = placed.statement
  const table = copiedTable(text)
  if (!table) throw new Error('A statement that copies rows names no table.')
  watch.onTable?.(`${table.schema}.${table.name}`)
  const digest = new RowDigest()
  const isLoaded = await attempt(session, placed, table, () =>
    copyIn(session.client, text, digested(rows, digest, watch)),
  )
  return { ...table, file: placed.file, format: 'sql', encoding, told: isLoaded ? digest.tell() : null }
}

async function loadFile(session: LoadSession, each: RowsFile, watch: LoadWatch): Promise<LoadedTable> {
  watch.signal?.throwIfAborted()
  watch.onTable?.(`${each.schema}.${each.name}`)
  const { file, format, schema, name } = each
  const digest = new RowDigest()
  const { head, columns, rows } = await openRows(each)
  digest.add(head)
  const table = { schema, name, columns }
  const statement = { text: `rows of ${schema}.${name}`, line: 1 }
  const isLoaded = await attempt(session, { file, statement }, table, () =>
    loadRows(session.client, each, columns, digested(rows, digest, watch)),
  )
  return { ...table, file, format, encoding: 'UTF8', told: isLoaded ? digest.tell() : null }
}

async function* digested(
  rows: AsyncIterable<Uint8Array>,
  digest: RowDigest,
  { signal, onBytes }: LoadWatch,
): AsyncIterable<Uint8Array> {
  // Where the server takes no more, whoever reads the dump passes over the rest: so this does not end it.
  const iterator = rows[Symbol.asyncIterator]()
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
    signal?.throwIfAborted()
    digest.add(next.value)
    onBytes?.(next.value.length)
    yield next.value
  }
}

/** Whether a step succeeded; one that the session can do without may fail. Throws AppError E-RESTORE-FAILED else. */
async function attempt(
  session: LoadSession,
  { file, statement: { text, line } }: Placed,
  table: CopiedTable | null,
  step: () => Promise<void>,
): Promise<boolean> {
  try {
    await step()
    return true
  } catch (error) {
    // Without a code of the server's it is the file, or the connection, that failed.
    if (!isServerError(error)) throw error
    const before = text.slice(0, Number(error.position ?? 1) - 1).match(/\n/g)?.length ?? 0
    const refused = { ...toFailure(error, { line: line + before, statement: text }), file, table }
    if (session.goesOn(refused)) return false
    throw restoreFailed(refused, error)
  }
}

/** Whether the server refused a statement, and did not end the connection. */
function isServerError(error: unknown): error is Error & { code: string; position?: string } {
  const { code, severity } = error as { code?: string; severity?: string }
  return severity !== undefined && code !== undefined && !/^(?:57P|08)/.test(code)
}
