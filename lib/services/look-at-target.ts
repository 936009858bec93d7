import type { DumpRecord } from '../dumps/dump-record'
import type { ToClear } from '../dumps/restore/clear-target'
import { countUncounted } from '../dumps/restore/count-uncounted'
import { heldPart } from '../dumps/restore/held-part'
import type { ReplacedSchema } from '../dumps/restore/replaced-schema'
import { setAside } from '../dumps/restore/set-aside'
import { goesAlong, isEmpty, listSchemas } from '../dumps/restore/target-contents'
import { schema as schemaKind } from '../kinds/schema'
import { AppError } from '../objects/app-error'
import { text } from '../objects/row'
import { findRows, type Snapshot } from '../objects/snapshot'
import type { Connection } from '../postgres/connection'
import { detectPoolerMode } from '../postgres/pooler-mode'
import { isSupabase } from '../supabase/platform'
import { isPlatformSchema } from '../supabase/platform-names'
import { refused } from './restore-allowed'
import { checkOwners, checkRights, findMissingRoles, lacksRoles } from './restore-rights'

/** What stands in a database that a dump is to be restored into, and what has to be done to it. */
export interface TargetLook {
  readonly serverVersion: string
  readonly major: number
  readonly isEmpty: boolean
  readonly replaced: readonly ReplacedSchema[]
  /** Schemas that stay as they are. */
  readonly stays: readonly string[]
  readonly goesAlong: readonly string[]
  /** Triggers and policies on tables that stay, which are made again. */
  readonly putBack: readonly string[]
  /** Roles that the dump names and the server does not have. */
  readonly missingRoles: readonly string[]
  readonly toClear: ToClear
  readonly isSuperuser: boolean
}

/**
 * Looks at a database before anything in it is replaced.
 * @throws AppError E-POOL-MODE, E-RESTORE-INTO or E-RESTORE-RIGHTS for what stands in the way; errors of the connection as
 * the driver gives them.
 */
export async function lookAtTarget(
  connection: Connection,
  snapshot: Snapshot,
  { tables, options }: Pick<DumpRecord, 'tables' | 'options'>,
): Promise<TargetLook> {
  const { client, target } = connection
  await refusePooler(connection)
  // For all that follows on this connection: whoever owns the database says otherwise where names are looked for.
  await client.query('set search_path = pg_catalog, pg_temp')
  const facts = await readFacts(connection)
  if (facts.is_standby) throw refused(`${target.name} is a standby, which takes no changes`, CHOOSE)
  const onSupabase = isSupabase(snapshot)
  if (onSupabase !== facts.is_supabase) throw otherPlatform(target.name, onSupabase)
  const existing = await listSchemas(client)
  const brought = schemasOf(heldPart(snapshot, onSupabase))
  const replaced = existing.filter(({ name }) => brought.includes(name))
  const names = replaced.map(({ name }) => name)
  const emptied = onSupabase ? tables.filter((table) => isPlatformSchema(table.schema)) : []
  await checkRights(connection, names, { isSupabase: onSupabase, emptied })
  const missingRoles = await findMissingRoles(connection, snapshot, onSupabase)
  if (missingRoles.length > 0 && !facts.may_create_roles) throw lacksRoles(target.name, missingRoles)
  if (!onSupabase && !facts.is_superuser) await checkOwners(connection, facts.major, snapshot)
  return {
    serverVersion: facts.version,
    major: facts.major,
    isEmpty:
      !onSupabase &&
      (await isEmpty(
        client,
        existing.map(({ name }) => name),
      )),
    replaced: await countUncounted(client, replaced),
    stays: existing
      .map(({ name }) => name)
      .filter((name) => !names.includes(name) && !(onSupabase && isPlatformSchema(name))),
    goesAlong: await goesAlong(client, names),
    putBack: (await setAside(client, names)).map(({ name }) => name),
    missingRoles,
    toClear: {
      schemas: names,
      isSupabase: onSupabase,
      clearsLargeObjects: !onSupabase && tables.length > 0 && isWhole(options.selection),
      emptied,
    },
    isSuperuser: facts.is_superuser,
  }
}

/** Large objects are in a dump of all rows alone. */
function isWhole({ schemas, tables }: DumpRecord['options']['selection']): boolean {
  return schemas === null && tables === null
}

const CHOOSE = 'Use the address of the primary server.'

async function refusePooler(connection: Connection): Promise<void> {
  if ((await detectPoolerMode(connection, { isUrgent: true })) !== 'transaction') return
  throw new AppError({
    code: 'E-POOL-MODE',
    message: `The address of ${connection.target.name} is a transaction pooler, and a restore needs one session`,
    hint: 'Use the address of the session pooler (port 5432), or the direct address of the database.',
  })
}

interface Facts {
  readonly version: string
  readonly major: number
  readonly is_standby: boolean
  readonly is_superuser: boolean
  readonly may_create_roles: boolean
  readonly is_supabase: boolean
}

async function readFacts({ client }: Connection): Promise<Facts> {
  const { rows } =
    await client.query(`select split_part(current_setting('server_version'), ' ', 1) as version,
    current_setting('server_version_num')::integer / 10000 as major, pg_is_in_recovery() as is_standby,
    rolsuper as is_superuser, rolsuper or rolcreaterole as may_create_roles,
    exists (select from pg_namespace where nspname in ('auth', 'storage')
      and pg_get_userbyid(nspowner) like 'supabase\\_%') as is_supabase
    from pg_roles where rolname = current_user`)
  return rows[0]
}

function otherPlatform(name: string, isDumpSupabase: boolean): AppError {
  return isDumpSupabase
    ? refused(
        `The dump is of a Supabase database, and ${name} is none`,
        'Its objects need roles, schemas and functions that only the platform has. Choose a Supabase database, such as one that `supabase start` brings.',
      )
    : refused(
        `The dump is of no Supabase database, and ${name} is one`,
        'Choose a database without the platform, or a dump of one with it.',
      )
}

function schemasOf(held: Snapshot): string[] {
  return findRows(held, schemaKind, []).map((row) => text(row, 'name'))
}
