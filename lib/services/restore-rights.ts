import type { ToClear } from '../dumps/restore/clear-target'
import { heldPart } from '../dumps/restore/held-part'
import { switchTriggersOff } from '../dumps/restore/replace-contents'
import { notOwned } from '../dumps/restore/target-contents'
import { KINDS } from '../kinds/all'
import { role } from '../kinds/role'
import { schema as schemaKind } from '../kinds/schema'
import { AppError } from '../objects/app-error'
import type { Kind } from '../objects/kind'
import { type Row, text } from '../objects/row'
import { findRows, type Snapshot } from '../objects/snapshot'
import type { Connection } from '../postgres/connection'
import { quoteName } from '../sql/display'

/**
 * What is replaced has to be the role's own, and triggers must not fire for rows that are put back in tables that stay. Those
 * of the dump are made after its rows.
 * @throws AppError E-RESTORE-RIGHTS with all that stands in the way.
 */
export async function checkRights(
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
export async function findMissingRoles(
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

/**
 * That the role of the connection, which is no superuser, may give objects to all roles that own what the dump holds.
 * @throws AppError E-RESTORE-RIGHTS naming those that it may not, with the GRANT that helps.
 */
export async function checkOwners(connection: Connection, major: number, snapshot: Snapshot): Promise<void> {
  const held = heldPart(snapshot, false)
  const owners = new Set(
    OWNED.flatMap(({ kind, field }) =>
      findRows(held, kind, []).flatMap((row) => (isPublic(kind, row) ? [] : [row[field] ?? ''])),
    ),
  )
  const right = major >= GRANTS_BY_OPTION ? 'set' : 'member'
  const { rows } = await connection.client.query(
    `select rolname from pg_roles where rolname = any($1) and rolname !~ '^pg_' and not pg_has_role(oid, $2) order by 1`,
    [[...owners], right],
  )
  if (rows.length === 0) return
  throw mayNotGive(
    connection,
    rows.map(({ rolname }) => rolname),
  )
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

export function lacksRoles(name: string, roles: readonly string[]): AppError {
  return new AppError({
    code: 'E-RESTORE-RIGHTS',
    message: `${name} lacks roles that the dump names, and its role may not create them: ${roles.join(', ')}`,
    hint: `Create them there first: ${roles.map((each) => `CREATE ROLE "${each.replaceAll('"', '""')}"`).join('; ')}. Nothing was changed.`,
  })
}
