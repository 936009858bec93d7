import { AppError } from '../../objects/app-error'
import type { Snapshot } from '../../objects/snapshot'
import type { Shadow } from '../../shadow/make-shadow'
import { identifier, sql } from '../../sql/sql'
import type { DumpedTable } from '../dump-record'
import { clearDefaultPrivileges } from './clear-default-privileges'
import { clearTarget, type ToClear } from './clear-target'
import { fillViews } from './fill-views'
import { giveAway, newOwner } from './give-away'
import { type LoadSession, type LoadWatch, loadParts } from './load-parts'
import { proveRows } from './prove-rows'
import { holdsRows, type RestoreParts } from './restore-parts'
import { putBack, setAside } from './set-aside'

type Client = Shadow['client']

/** What is to take the place of a database's contents. */
export interface Replacement {
  readonly parts: RestoreParts
  readonly snapshot: Snapshot
  readonly tables: readonly DumpedTable[]
  readonly toClear: ToClear
  readonly missingRoles: readonly string[]
  readonly major: number
}

/** What was restored, before it lasts. */
export interface Replaced {
  readonly tables: number
  readonly rows: number
  /** What to know, as lines for people. */
  readonly notes: readonly string[]
}

export interface ReplaceWatch {
  readonly signal?: AbortSignal | undefined
  readonly onStep?: ((step: { name: 'clear' | 'restore' | 'rows'; at: string | null }) => void) | undefined
}

const BEGIN = `begin; set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0;
  set local lock_timeout = 10000`

/**
 * Replaces what is in a database with what a dump holds, and reads the rows again, within a transaction that this begins and
 * the caller ends: nothing of it lasts before.
 * @throws AppError E-RESTORE-FAILED, E-RESTORE-REFUSED, E-DUMP-DAMAGED; errors of the connection as the driver gives them.
 */
export async function replaceContents(
  client: Client,
  { parts, snapshot, tables, toClear, missingRoles, major }: Replacement,
  { signal, onStep }: ReplaceWatch,
): Promise<Replaced> {
  const watch = (name: 'restore' | 'rows'): LoadWatch => ({ signal, onTable: (at) => onStep?.({ name, at }) })
  await client.query(BEGIN)
  await switchTriggersOff(client)
  onStep?.({ name: 'clear', at: null })
  for (const role of missingRoles) await client.query(sql`create role ${identifier(role)} nologin`)
  const aside = await setAside(client, toClear.schemas)
  await clearTarget(client, toClear)
  await clearDefaultPrivileges(client)
  onStep?.({ name: 'restore', at: null })
  const session = sessionOf(client, major)
  const loaded = await loadParts(session, parts, watch('restore'))
  const last = parts.rows[0]?.file ?? parts.scripts.at(-1)
  if (holdsRows(parts) && last) await fillViews(session, snapshot, last)
  const notes = await putBack(client, aside)
  const expected = holdsRows(parts) ? tables : null
  const proven = await proveRows(client, loaded, expected, { ...watch('rows'), isInTransaction: true })
  const wrong = [...proven.differences, ...proven.notTested]
  if (wrong.length > 0) throw otherRows(wrong)
  return { tables: proven.tables, rows: proven.rows, notes }
}

/**
 * Within the transaction that the connection is in, triggers fire no more, be they of tables that stay or of the database.
 * @returns whether the role may do so: superusers, and whoever was let, as the team's own role is on Supabase.
 */
export async function switchTriggersOff(client: Pick<Client, 'query'>): Promise<boolean> {
  await client.query('savepoint triggers')
  try {
    await client.query('set local session_replication_role = replica')
    return true
  } catch {
    await client.query('rollback to savepoint triggers')
    return false
  }
}

function sessionOf(client: Client, major: number): LoadSession {
  return {
    client,
    major,
    isOneTransaction: true,
    run: async (statement) => {
      if (OF_OTHERS.test(statement) || newOwner(statement) !== null) await runWithCare(client, statement)
      else await client.query(statement)
    },
    goesOn: () => false,
  }
}

const OF_OTHERS = /^(?:comment\s+on\s+extension\s|alter\s+schema\s+public\s+owner\s)/i

/**
 * Some statements take more rights than the owner of a database has. On an extension only its own owner may comment, who on
 * most platforms is somebody else, and the comment is that of the extension's own script. Until 14 the schema `public`, which
 * stays, is the first superuser's. What comes of it is compared at the end.
 */
async function runWithCare(client: Client, statement: string): Promise<void> {
  await client.query('savepoint with_care')
  try {
    await client.query(statement)
  } catch (error) {
    await client.query('rollback to savepoint with_care')
    const failure = error as { code?: string; message?: string }
    const isOfOthers = OF_OTHERS.test(statement) && failure.code === '42501'
    if (!isOfOthers && !(await giveAway(client, statement, failure))) throw error
  }
  await client.query('release savepoint with_care')
}

function otherRows(wrong: readonly string[]): AppError {
  return new AppError({
    code: 'E-RESTORE-FAILED',
    message: `The rows were not all the same after they were restored: ${wrong[0]}`,
    hint: 'Nothing was changed. Make a new dump, and report this if it happens again.',
    detail: wrong.slice(0, 20).join('\n'),
  })
}
