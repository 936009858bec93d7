import type { DumpRoute } from '../dumps/dump-record'
import { KINDS } from '../kinds/all'
import { AppError } from '../objects/app-error'
import type { Snapshot } from '../objects/snapshot'
import { connect, withConnection } from '../postgres/connect'
import type { Connection } from '../postgres/connection'
import type { ConnectionTarget } from '../postgres/connection-address'
import { detectPoolerMode } from '../postgres/pooler-mode'
import { readSnapshot } from '../postgres/read-snapshot'
import { readDatabaseIdentity } from '../shadow/server-identity'
import { isSupabase } from '../supabase/platform'

/** A moment of a database that stays to be read, from any number of connections, until it is let go. */
export interface DumpMoment {
  /** Signed in, and in the transaction that holds the moment. */
  readonly connection: Connection
  /** What `set transaction snapshot` and `pg_dump --snapshot` take. */
  readonly snapshotId: string
  readonly snapshot: Snapshot
  readonly route: DumpRoute
  /** As `readDatabaseIdentity` gives it. */
  readonly identity: string | null
  readonly isSupabase: boolean
  /** Never throws, also when it is called again. */
  close(): Promise<void>
}

/** How long a step may take before its connection counts as lost, in milliseconds. */
export const PATIENCE_MS = 120_000

/** A row that is copied is one message, and a value can have 1 GB. */
const LARGEST_MESSAGE_BYTES = 2 ** 31 - 1

/** A dump of any size ends before that, in milliseconds; timers count no further than 24 days. */
const LONGEST_MS = 7 * 86_400_000

/** How often another moment is taken when the schema changed while the first was read. */
const ATTEMPTS = 3

const BEGIN = `begin isolation level repeatable read, read only;
  set local search_path = pg_catalog, pg_temp;
  set local statement_timeout = 0;
  set local idle_in_transaction_session_timeout = 0;
  select set_config(name, '0', true) from pg_settings where name in ('transaction_timeout', 'idle_session_timeout');
  select pg_export_snapshot() as id`

/**
 * Takes a moment of a database and reads all its objects as of it. Another one is taken where the schema changed before
 * that was read, three in all.
 * @throws AppError E-POOL-MODE for a pooler that gives no session, E-DUMP-MOMENT where the schema never stood still, and
 * what connecting and reading throw.
 */
export async function takeMoment(
  target: ConnectionTarget,
  { signal, log }: { readonly signal: AbortSignal; readonly log: (line: string) => void },
): Promise<DumpMoment> {
  const limits = {
    signal,
    isUrgent: true,
    deadlineMs: PATIENCE_MS,
    silenceMs: LONGEST_MS,
    messageBytes: LARGEST_MESSAGE_BYTES,
  }
  const connection = await connect(target, limits)
  try {
    const route = await routeOf(connection, signal)
    const identity = await readDatabaseIdentity(connection.client)
    for (let attempt = 1; ; attempt++) {
      const id = await exportMoment(connection)
      // Meanwhile it is the other connection that has to answer in time.
      connection.setDeadline(LONGEST_MS)
      const snapshot = await readMoment(target, id, signal)
      if (snapshot) return momentOf(connection, { snapshotId: id, snapshot, route, identity })
      if (attempt === ATTEMPTS) throw neverStill(target.name)
      log('The schema changed while it was read; another moment is taken')
      await connection.client.query('rollback')
    }
  } catch (error) {
    const explained = connection.explain(error)
    await connection.close()
    throw explained
  }
}

function momentOf(
  connection: Connection,
  facts: Pick<DumpMoment, 'snapshotId' | 'snapshot' | 'route' | 'identity'>,
): DumpMoment {
  let closing: Promise<void> | null = null
  const close = () => {
    closing ??= connection.close()
    return closing
  }
  return { connection, ...facts, isSupabase: isSupabase(facts.snapshot), close }
}

/**
 * Works on the connection that holds a moment, and cuts it when the work takes far too long; longer work tells with
 * `setDeadline` that it goes on. Errors are told in the product's words.
 */
export async function onMoment<T>({ connection }: DumpMoment, work: () => Promise<T>): Promise<T> {
  connection.setDeadline(PATIENCE_MS)
  try {
    return await work()
  } catch (error) {
    throw connection.explain(error)
  } finally {
    connection.setDeadline(LONGEST_MS)
  }
}

/** How the server is reached. Throws AppError E-POOL-MODE where a pooler gives each transaction another session. */
export async function routeOf(connection: Connection, signal?: AbortSignal): Promise<DumpRoute> {
  const mode = await detectPoolerMode(connection, { isUrgent: true, ...(signal ? { signal } : {}) })
  if (mode === 'none') return 'direct'
  if (mode === 'session') return 'sessionPooler'
  throw new AppError({
    code: 'E-POOL-MODE',
    message: `The address of ${connection.target.name} is a transaction pooler, and a dump needs one session`,
    hint: 'Use the address of the session pooler (port 5432), or the direct address of the database.',
  })
}

async function exportMoment({ client }: Connection): Promise<string> {
  const results = (await client.query(BEGIN)) as unknown as { rows: { id: string }[] }[]
  return results.at(-1)?.rows[0]?.id as string
}

/** Null where the catalog was changed meanwhile, so that definitions are of another moment than the rest, or are gone. */
async function readMoment(
  target: ConnectionTarget,
  snapshotId: string,
  signal: AbortSignal,
): Promise<Snapshot | null> {
  const limits = { signal, isUrgent: true, deadlineMs: READ_DEADLINE_MS }
  try {
    const { snapshot } = await withConnection(target, limits, ({ client }) =>
      readSnapshot(client, { name: target.name, origin: 'environment', kinds: KINDS, snapshotId }),
    )
    return snapshot.diagnostics.some(({ code }) => code === 'changedDuringRead') ? null : snapshot
  } catch (error) {
    if ((error as AppError).code === 'E-PG-CHANGING') return null
    throw error
  }
}

/** The longest that reading all objects may take, in milliseconds. */
const READ_DEADLINE_MS = 600_000

function neverStill(name: string): AppError {
  return new AppError({
    code: 'E-DUMP-MOMENT',
    message: `The schema of ${name} changed during each of ${ATTEMPTS} reads, so no dump was begun`,
    hint: 'Try again when the change is done.',
  })
}
