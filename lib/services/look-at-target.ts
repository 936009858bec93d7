import type { DumpRecord } from '../dumps/dump-record'
import type { ToClear } from '../dumps/restore/clear-target'
import { heldPart } from '../dumps/restore/held-part'
import { switchTriggersOff } from '../dumps/restore/replace-contents'
import type { ReplacedSchema } from '../dumps/restore/replaced-schema'
import { setAside } from '../dumps/restore/set-aside'
import { goesAlong, isEmpty, listSchemas, notOwned } from '../dumps/restore/target-contents'
import { KINDS } from '../kinds/all'
import { role } from '../kinds/role'
import { schema as schemaKind } from '../kinds/schema'
import { AppError } from '../objects/app-error'
import type { Kind } from '../objects/kind'
import { type Row, text } from '../objects/row'
import { findRows, type Snapshot } from '../objects/snapshot'
import type { Connection } from '../postgres/connection'
import { detectPoolerMode } from '../postgres/pooler-mode'
import { quoteName } from '../sql/display'
import { isSupabase } from '../supabase/platform'
import { isPlatformSchema } from '../supabase/platform-names'
import { refused } from './restore-allowed'

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
  const strangers =
    onSupabase || facts.is_superuser ? [] : await findStrangers(connection, facts.major, snapshot)
  if (strangers.length > 0) throw mayNotGive(connection, strangers)
  return {
    serverVersion: facts.version,
    major: facts.major,
    isEmpty:
      !onSupabase &&
      (await isEmpty(
        client,
        existing.map(({ name }) => name),
      )),
    replaced,
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

/**
 * What is replaced has to be the role's own, and triggers must not fire for rows that are put back in tables that stay. Those
 * of the dump are made after its rows.
 */
async function checkRights(
  { client, target }: Connection,
  schemas: readonly string[],
  { isSupabase, emptied }: Pick<ToClear, 'isSupabase' | 'emptied'>,
): Promise<void> {
  const problems: string[] = []
  await client.query('begin')
  if (!(await switchTriggersOff(client)) && emptied.length > 0)
    problems.push('It may not switch triggers off for a session (session_replication_role)')
  await client.query('rollback')
  const foreign = await notOwned(client, schemas, { isSupabase })
  if (foreign.length > 0) problems.push(`It does not own ${foreign.join(', ')}`)
  const { rows } = await client.query(
    `select has_database_privilege(current_database(), 'create') as may_create,
      coalesce(has_schema_privilege((select oid from pg_namespace where nspname = 'public'), 'create'), true) as may_fill,
      array(select name from unnest($1::text[], $2::text[]) t (schema, name)
        where to_regclass(format('%I.%I', schema, name)) is not null
          and not has_table_privilege(format('%I.%I', schema, name), 'truncate')) as kept`,
    [emptied.map(({ schema }) => schema), emptied.map(({ name }) => name)],
  )
  if (!rows[0].may_create) problems.push('It may not create schemas in the database')
  if (!rows[0].may_fill && schemas.includes('public'))
    problems.push('It may not create anything in the schema public')
  if (rows[0].kept.length > 0) problems.push(`It may not empty ${rows[0].kept.join(', ')}`)
  if (problems.length === 0) return
  throw new AppError({
    code: 'E-RESTORE-RIGHTS',
    message: `${target.address.user} may not replace what is in ${target.name}`,
    hint: 'Use a role that owns the database, or a superuser of a local one. Nothing was changed.',
    detail: problems.join('. '),
  })
}

/** Roles of the dump's server that are somewhere in what it holds. */
async function findMissingRoles(
  { client }: Connection,
  snapshot: Snapshot,
  onSupabase: boolean,
): Promise<string[]> {
  const { rows } = await client.query('select rolname from pg_roles')
  const there = new Set(rows.map(({ rolname }) => rolname))
  const missing = findRows(snapshot, role, [])
    .map((row) => text(row, 'name'))
    .filter((name) => !there.has(name))
  const held = [...heldPart(snapshot, onSupabase).kinds.values()].map(({ lines }) => Buffer.from(lines.bytes))
  return missing.filter((name) => held.some((bytes) => bytes.includes(name)))
}

/** Roles that own what the dump holds, and that the role of the connection may not give anything to. */
async function findStrangers({ client }: Connection, major: number, snapshot: Snapshot): Promise<string[]> {
  const held = heldPart(snapshot, false)
  const owners = new Set(
    OWNED.flatMap(({ kind, field }) =>
      findRows(held, kind, []).flatMap((row) => (isPublic(kind, row) ? [] : [row[field] ?? ''])),
    ),
  )
  const right = major >= GRANTS_BY_OPTION ? 'set' : 'member'
  const { rows } = await client.query(
    `select rolname from pg_roles where rolname = any($1) and rolname !~ '^pg_' and not pg_has_role(oid, $2) order by 1`,
    [[...owners], right],
  )
  return rows.map(({ rolname }) => rolname)
}

/** An extension is its maker's wherever it is made. */
const OWNED = KINDS.filter(({ name }) => name !== 'extension').flatMap((kind) =>
  kind.fields.flatMap(({ name, role: of }) => (of === 'owner' ? [{ kind, field: name }] : [])),
)

/** It stays, and pg_dump gives it to nobody as long as it is whose it was from the start. */
function isPublic(kind: Kind, row: Row): boolean {
  return kind === schemaKind && row.name === 'public'
}

/** From 16 on a member of a role may act as it only where that was granted too. */
const GRANTS_BY_OPTION = 16

function mayNotGive({ target }: Connection, owners: readonly string[]): AppError {
  const { user } = target.address
  const grants = owners.map((each) => `GRANT ${quoteName(each)} TO ${quoteName(user)}`)
  return new AppError({
    code: 'E-RESTORE-RIGHTS',
    message: `${user} may not give anything to roles that own what the dump holds: ${owners.join(', ')}`,
    hint: `Let an administrator run: ${grants.join('; ')}. Nothing was changed.`,
  })
}

function lacksRoles(name: string, roles: readonly string[]): AppError {
  return new AppError({
    code: 'E-RESTORE-RIGHTS',
    message: `${name} lacks roles that the dump names, and its role may not create them: ${roles.join(', ')}`,
    hint: `Create them there first: ${roles.map((each) => `CREATE ROLE "${each.replaceAll('"', '""')}"`).join('; ')}. Nothing was changed.`,
  })
}
