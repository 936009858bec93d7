import path from 'node:path'
import { isFitToRestore } from '../dumps/dump-record'
import { checkFiles } from '../dumps/restore/check-files'
import { replaceContents } from '../dumps/restore/replace-contents'
import { holdsRows } from '../dumps/restore/restore-parts'
import { AppError } from '../objects/app-error'
import { connect } from '../postgres/connect'
import { type Connection, cancelled } from '../postgres/connection'
import { type ConnectionTarget, describeAddress } from '../postgres/connection-address'
import { PostgresError } from '../postgres/postgres-error'
import { type AuditEntry, appendAudit } from '../store/audit-log'
import { noteReader } from '../store/dump-readers'
import { compareTarget } from './compare-target'
import { stampOf } from './dump-ask'
import { dumpWork } from './dump-work'
import { errorShape } from './error-shape'
import { lookAtTarget, type TargetLook } from './look-at-target'
import type { Project } from './project'
import { proveOther, refused, restorable } from './restore-allowed'
import { writeRefusal } from './restore-audit'
import { type Confirmable, takeConfirmation } from './restore-confirmations'
import type { RestoreOutcome, RestoreStep } from './restore-outcome'
import { restorableDump } from './restore-plan'
import { waitForDump } from './running-dumps'
import { startDump } from './start-dump'

export interface RestoreWatch {
  /** Ends the restore, and nothing is changed; once the server is to make it last, it has no effect. */
  readonly signal?: AbortSignal
  readonly onStep?: (step: RestoreStep) => void
}

/** Longer than any restore, and no longer than timers count. */
const NO_LIMIT_MS = 7 * 86_400_000

/** Advisory locks of restores have this first key. */
const LOCK = 1_280_262_988

/**
 * Restores a dump into an environment, as somebody confirmed it: first a verified dump of what is there, then all of it as
 * one transaction, and then the environment is read again and compared with the dump. A lost connection after the commit
 * was sent is told as unknown, and nothing is ever done twice.
 * @throws AppError for what is refused before anything is changed; what happens later is in the outcome.
 */
export async function restoreInto(
  project: Project,
  { key, name }: { readonly key: string; readonly name: string },
  watch: RestoreWatch = {},
): Promise<RestoreOutcome> {
  const confirmed = await confirm(project, key, name)
  return restoreConfirmed(project, confirmed, watch)
}

/** Uses up a confirmation. Throws AppError E-RESTORE-CONFIRM, and notes it in the audit log. */
export function confirm(project: Pick<Project, 'place'>, key: string, name: string): Promise<Confirmable> {
  return writeRefusal(project, { dump: '', environment: name }, async () => takeConfirmation(key, name))
}

/** The same for what was confirmed already. */
export function restoreConfirmed(
  project: Project,
  confirmed: Confirmable,
  watch: RestoreWatch,
): Promise<RestoreOutcome> {
  return writeRefusal(project, confirmed, async () => {
    const { dump, environment } = confirmed
    watch.onStep?.({ name: 'check', at: null })
    const { target } = await restorable(project, environment)
    const endReading = noteReader(project.place.directory, dump)
    try {
      const found = await restorableDump(project, dump)
      const changed = await checkFiles(found.source.parts, watch.signal ? { signal: watch.signal } : {})
      if (changed.length > 0) throw refused(changed[0] as string, 'Use another dump. Nothing was changed.')
      return await restoreFound(project, target, { confirmed, ...found }, watch)
    } catch (error) {
      throw watch.signal?.aborted ? cancelled(target, watch.signal) : error
    } finally {
      endReading()
    }
  })
}

async function restoreFound(
  project: Project,
  target: ConnectionTarget,
  found: Found & Pick<Job, 'confirmed'>,
  watch: RestoreWatch,
): Promise<RestoreOutcome> {
  const connection = await openLocked(target, watch.signal)
  try {
    const look = await lookUnderLock(project, connection, found.confirmed, found)
    const before = look.isEmpty ? null : await dumpBefore(project, target, watch)
    return await restoreLocked(project, connection, { look, before, ...found }, watch)
  } catch (error) {
    throw connection.explain(error)
  } finally {
    await connection.close()
  }
}

type Found = Awaited<ReturnType<typeof restorableDump>>

/** A connection that holds the lock of restores in its database. Throws AppError E-RESTORE-BUSY where another has it. */
async function openLocked(target: ConnectionTarget, signal: AbortSignal | undefined): Promise<Connection> {
  const limits = { deadlineMs: NO_LIMIT_MS, silenceMs: NO_LIMIT_MS, isUrgent: true }
  const connection = await connect(target, signal ? { ...limits, signal } : limits)
  try {
    const { rows } = await connection.client.query('select pg_catalog.pg_try_advisory_lock($1, 0) as got', [
      LOCK,
    ])
    if (rows[0].got) return connection
    throw new AppError({
      code: 'E-RESTORE-BUSY',
      message: `Somebody else restores into ${target.name} now`,
      hint: 'Wait until that has ended, then look at the environment again. Nothing was changed.',
    })
  } catch (error) {
    await connection.close()
    throw connection.explain(error)
  }
}

/** Once more what the plan found out, because the name of an environment may lead elsewhere by now. */
async function lookUnderLock(
  project: Project,
  connection: Connection,
  confirmed: Confirmable,
  { record, snapshot }: Found,
): Promise<TargetLook> {
  const { identity } = await proveOther(connection, record, await project.config())
  if (identity !== confirmed.identity) {
    throw new AppError({
      code: 'E-RESTORE-CONFIRM',
      message: `${confirmed.environment} leads to another database than the one that was confirmed`,
      hint: 'Look at the plan again. Nothing was changed.',
    })
  }
  return lookAtTarget(connection, snapshot, record)
}

/**
 * A verified dump of all that is about to be replaced, in a folder of its own. Throws AppError where none can be made, or
 * the restore is cancelled meanwhile.
 */
async function dumpBefore(
  project: Project,
  target: ConnectionTarget,
  { signal, onStep }: RestoreWatch,
): Promise<string> {
  const environment = target.name
  const folder = path.join(project.place.directory, '.lockstep', 'before-restores')
  const output = path.join(folder, `${stampOf(new Date())}-${environment}`)
  const ask = { environment, what: 'all', askedBy: 'restore', output, isWhole: true } as const
  const { id } = await startDump(project, ask)
  onStep?.({ name: 'dump', at: id })
  const stop = () => dumpWork.queue.cancel(id, signal?.reason)
  if (signal?.aborted) stop()
  signal?.addEventListener('abort', stop, { once: true })
  const record = await waitForDump(project, id)
  signal?.removeEventListener('abort', stop)
  if (signal?.aborted) throw cancelled(target, signal)
  const { state, error } = record
  if (isFitToRestore(record)) return id
  throw refused(
    `No verified dump of ${environment} could be made first, so nothing was replaced`,
    error?.hint ?? `Dump ${id} ended as ${state}: look at its checks.`,
    error ? `${error.code}: ${error.message}` : undefined,
  )
}

interface Job extends Found {
  readonly confirmed: Confirmable
  readonly look: TargetLook
  readonly before: string | null
}

async function restoreLocked(
  project: Project,
  connection: Connection,
  job: Job,
  watch: RestoreWatch,
): Promise<RestoreOutcome> {
  const { confirmed, before } = job
  const { target } = connection
  const note = (state: AuditEntry['state'], message: string | null) =>
    appendAudit(project.place.directory, {
      action: 'restore',
      state,
      environment: confirmed.environment,
      dump: confirmed.dump,
      address: describeAddress(target.address),
      before,
      message,
    })
  const outcome: RestoreOutcome = {
    state: 'failed',
    dump: confirmed.dump,
    environment: confirmed.environment,
    before,
    objects: 0,
    tables: 0,
    rows: 0,
    differences: [],
    notes: [],
    error: null,
  }
  note('begun', null)
  const written = await writeContents(connection, job, watch)
  if ('error' in written) {
    note(written.state, `${written.error.code}: ${written.error.message}`)
    return { ...outcome, ...written }
  }
  note('done', null)
  const seen = await lookAgain(target, job, watch)
  return { ...outcome, ...written, ...seen, notes: [...written.notes, ...seen.notes] }
}

type Written =
  | { readonly tables: number; readonly rows: number; readonly notes: readonly string[] }
  | { readonly state: 'failed' | 'unknown'; readonly error: RestoreOutcome['error'] & object }

/** All or nothing. What fails before the commit leaves everything as it was. */
async function writeContents(
  connection: Connection,
  { source, record, snapshot, look }: Job,
  { signal, onStep }: RestoreWatch,
): Promise<Written> {
  const { client } = connection
  const replacement = { parts: source.parts, snapshot, tables: record.tables, ...look }
  let replaced: Awaited<ReturnType<typeof replaceContents>>
  try {
    replaced = await replaceContents(client, replacement, { signal, onStep })
    signal?.throwIfAborted()
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    const reason = signal?.aborted ? cancelled(connection.target, signal) : connection.explain(error)
    return { state: 'failed', error: errorShape(reason) }
  }
  onStep?.({ name: 'commit', at: null })
  try {
    const { command } = await client.query('commit')
    if (command !== 'COMMIT') throw new Error('The server ended the transaction without making it last.')
    return replaced
  } catch (error) {
    const explained = connection.explain(error, 'commit')
    const isUnknown = explained instanceof PostgresError && explained.errorClass === 'unknownOutcome'
    return { state: isUnknown ? 'unknown' : 'failed', error: errorShape(explained) }
  }
}

/** Reads the environment anew. Where that fails, it was restored all the same. */
async function lookAgain(
  target: ConnectionTarget,
  { snapshot, source, look }: Job,
  { onStep }: RestoreWatch,
): Promise<Pick<RestoreOutcome, 'state' | 'objects' | 'differences' | 'notes' | 'error'>> {
  onStep?.({ name: 'compare', at: null })
  try {
    const { objects, differences, notTested, stayed } = await compareTarget(target, snapshot, {
      holdsRows: holdsRows(source.parts),
      stays: look.stays,
    })
    const found = [...differences, ...notTested]
    return {
      state: found.length === 0 ? 'restored' : 'differs',
      objects,
      differences: found,
      notes: stayed,
      error: null,
    }
  } catch (error) {
    return { state: 'differs', objects: 0, differences: [], notes: [], error: errorShape(error) }
  }
}
