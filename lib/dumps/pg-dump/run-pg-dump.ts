import fs from 'node:fs'
import { AppError } from '../../objects/app-error'
import { cancelled } from '../../postgres/connection'
import type { ConnectionTarget } from '../../postgres/connection-address'
import { openRawSession, type RawSession } from '../../postgres/raw-session'
import type { DumpedObject } from '../read-back/read-back'
import { columnVersionFilter } from '../schema/column-version-filter'
import { notNullFilter } from '../schema/not-null-filter'
import { collectObjects } from '../schema/object-collector'
import { supabaseDataFilter } from '../schema/supabase-data-filter'
import { supabaseSchemaFilter } from '../schema/supabase-schema-filter'
import { tryToRemove } from '../try-to-remove'
import { startBundled } from './bundled-program'
import type { ChosenProgram } from './choose-program'
import { explainFailure, programError } from './explain-failure'
import { fileError } from './file-error'
import { isAtWork } from './is-at-work'
import { startNative } from './native-program'
import type { RunningProgram } from './running-program'
import { type WrittenOutput, writeOutput } from './write-output'

/** One run of pg_dump into one file. */
export interface PgDumpRun {
  readonly target: ConnectionTarget
  readonly program: ChosenProgram
  /** What is dumped and how, without anything about the connection, the file or its waiting. */
  readonly args: readonly string[]
  /** A file that must not exist. It is made for its owner only, and is whole on the disk when the run has ended. */
  readonly file: string
  /** What Supabase's command line changes in what its pg_dump writes. */
  readonly filter?: 'supabaseSchema' | 'supabaseData' | null
  readonly gzip?: boolean
  readonly signal?: AbortSignal
  /** How long the server may owe an answer without a byte, in milliseconds; 2 minutes unless told. */
  readonly silenceMs?: number
  /** How long a table that somebody else locks is waited for, in milliseconds; 30 s unless told. */
  readonly lockWaitMs?: number
  /** Told how many bytes were written so far. */
  readonly onBytes?: (total: number) => void
  /** Told what pg_dump says, line by line. */
  readonly onLine?: (line: string) => void
}

/** What was written, and for a script of a schema what its comments named before a filter took them out. */
export interface PgDumpOutput extends WrittenOutput {
  readonly objects?: readonly DumpedObject[]
}

/** What the session of a dump is called on the server, so that leftovers can be told. */
export const APPLICATION_NAME = 'lockstep pg_dump'

const DEFAULT_SILENCE_MS = 120_000
const DEFAULT_LOCK_WAIT_MS = 30_000
/** After the connection is gone, how long pg_dump may take to say so. */
const LAST_WORDS_MS = 1000

/**
 * Runs pg_dump over a session that is signed in, and writes what it writes. On any failure, and when the signal aborts,
 * the file is removed, and within 2 s neither the program nor its session is left.
 * @throws AppError in the product's words: that it was cancelled, the connection's error, the table that is locked or
 * may not be read, that the disk is full, or what pg_dump said.
 */
export async function runPgDump(run: PgDumpRun): Promise<PgDumpOutput> {
  const file = await fs.promises.open(run.file, 'wx', 0o600).catch((error) => {
    throw fileError(error, run.file)
  })
  let isWhole = false
  try {
    const written = await dumpInto(file, run)
    await file.sync()
    isWhole = true
    return written
  } catch (error) {
    if (run.signal?.aborted) throw cancelled(run.target, run.signal)
    throw error instanceof AppError ? error : fileError(error, run.file)
  } finally {
    await file.close()
    if (!isWhole) tryToRemove(run.file)
  }
}

async function dumpInto(file: fs.promises.FileHandle, run: PgDumpRun): Promise<PgDumpOutput> {
  const session = await openRawSession(run.target, {
    applicationName: APPLICATION_NAME,
    signal: run.signal,
    silenceMs: run.silenceMs ?? DEFAULT_SILENCE_MS,
    isAtWork: () => isAtWork(run.target, APPLICATION_NAME),
  })
  try {
    const running = await start(run, session).catch((error: unknown) => {
      throw programError(run.target, String((error as Error).message))
    })
    run.signal?.addEventListener('abort', running.kill, { once: true })
    try {
      endWithSession(running, session)
      return await finish(running, file, run, session)
    } finally {
      run.signal?.removeEventListener('abort', running.kill)
      running.kill()
      await running.ended
    }
  } finally {
    await session.close()
  }
}

async function finish(
  running: RunningProgram,
  file: fs.promises.FileHandle,
  run: PgDumpRun,
  session: RawSession,
): Promise<PgDumpOutput> {
  const { gzip, onBytes, filter } = run
  const collector = run.args.includes('--schema-only') ? collectObjects() : null
  const filters = [
    ...(collector ? [collector.transform, columnVersionFilter(), notNullFilter(majorOf(session))] : []),
    ...(filter === 'supabaseSchema' ? [supabaseSchemaFilter()] : []),
    ...(filter === 'supabaseData' ? [supabaseDataFilter()] : []),
  ]
  const written = await writeOutput(running.output, file, { filters, gzip, onBytes })
  const end = await running.ended
  if (end.code !== 0 || collector?.isWhole() === false)
    throw await explainFailure(end, run.target, session, run.lockWaitMs ?? DEFAULT_LOCK_WAIT_MS)
  return collector ? { ...written, objects: collector.objects } : written
}

function majorOf({ reported }: RawSession): number {
  return Number.parseInt(reported.get('server_version') ?? '', 10)
}

function start(run: PgDumpRun, session: RawSession): Promise<RunningProgram> {
  const { program, target } = run
  const args = [
    '--no-password',
    '--no-sync',
    `--lock-wait-timeout=${run.lockWaitMs ?? DEFAULT_LOCK_WAIT_MS}`,
    `--encoding=${session.reported.get('server_encoding') === 'SQL_ASCII' ? 'SQL_ASCII' : 'UTF8'}`,
    ...run.args,
  ]
  const around = { session, database: target.address.database, onLine: run.onLine ?? (() => undefined) }
  return program.path === null ? startBundled(args, around) : startNative(program.path, args, around)
}

/** A program whose connection is gone ends by itself, unless it is busy with something else: then it is made to. */
function endWithSession(running: RunningProgram, { stream }: RawSession): void {
  const onClose = () => {
    const timer = setTimeout(running.kill, LAST_WORDS_MS)
    void running.ended.then(() => clearTimeout(timer))
  }
  if (stream.destroyed) onClose()
  else stream.once('close', onClose)
}
