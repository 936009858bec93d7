import { grant as grantKind } from '../kinds/grant'
import { DATABASE_OWNER } from '../kinds/inherited-roles'
import { schema as schemaKind } from '../kinds/schema'
import type { Row } from '../objects/row'
import { isKindRead, kindLines, type Snapshot } from '../objects/snapshot'
import { isPlatformOwner } from '../supabase/platform-names'
import { candidateRoles, type Reach, type Reachable, reachOf } from './reach'
import type { Roles } from './roles'
import { type InPieces, selectColumns } from './selected-columns'

/**
 * Who reaches the tables of a snapshot; null where roles or grants could not be read. Most tables of a schema have the
 * same owner and the same grants, so each combination is thought through once.
 */
export function* readReach(
  snapshot: Snapshot,
  roles: Roles,
  memberships: readonly Row[],
  hasPlatform: boolean,
): InPieces<((table: Reachable) => readonly Reach[]) | null> {
  if (!isRead(snapshot)) return null
  const onTables = yield* tableGrants(snapshot)
  const users = schemaUsers(snapshot)
  const grantees = [...onTables.values()].flatMap((rows) => rows.map(({ grantee }) => grantee ?? ''))
  const candidates = candidateRoles([...grantees, ...[...users.values()].flat()], memberships, roles).filter(
    (role) => !hasPlatform || !isPlatformOwner(role),
  )
  const thought = new Map<string, readonly Reach[]>()
  return (table) => {
    const granted = onTables.get(key(table.schema, table.name)) ?? []
    const same = [
      table.schema,
      table.owner,
      ...granted.map(({ onKind, grantee, privileges }) => `${onKind} ${grantee} ${privileges}`),
    ].join('\n')
    const reach =
      thought.get(same) ??
      reachOf(
        table,
        { onTable: () => granted, schemaUsers: (name) => users.get(name) ?? [] },
        roles,
        candidates,
      )
    thought.set(same, reach)
    return reach
  }
}

function isRead(snapshot: Snapshot): boolean {
  return ['role', 'role-membership', grantKind.name, schemaKind.name].every(
    (kind) => isKindRead(snapshot, kind) && kindLines(snapshot, kind).busy.size === 0,
  )
}

function* tableGrants(snapshot: Snapshot): InPieces<Map<string, Row[]>> {
  const found = new Map<string, Row[]>()
  for (const onKind of ['table', 'column']) {
    const columns = ['first', 'second', 'grantee', 'privileges']
    for (const [schema, table, grantee = null, privileges = null] of selectColumns(
      snapshot,
      grantKind,
      columns,
      onKind,
    )) {
      yield
      const place = key(schema ?? '', table ?? '')
      const row = { onKind, grantee, privileges }
      const others = found.get(place)
      if (others) others.push(row)
      else found.set(place, [row])
    }
  }
  return found
}

/**
 * Who may use each schema: its owner and whoever was granted it. Until 14 the owner of `public` that is read as
 * pg_database_owner is the first superuser; see the kind `schema`.
 */
function schemaUsers(snapshot: Snapshot): Map<string, string[]> {
  const granted = [
    ...selectColumns(snapshot, grantKind, ['first', 'grantee', 'privileges'], 'schema'),
  ].filter(([, , privileges]) => /"USAGE\*?"/.test(privileges ?? ''))
  const owned = [...selectColumns(snapshot, schemaKind, ['name', 'owner'])].filter(
    ([name, owner]) => snapshot.server.major > 14 || name !== 'public' || owner !== DATABASE_OWNER,
  )
  const users = new Map<string, string[]>()
  for (const [name, role] of [...granted, ...owned]) {
    users.set(name ?? '', [...(users.get(name ?? '') ?? []), role ?? ''])
  }
  return users
}

/** No name holds the character that ends names. */
function key(schema: string, table: string): string {
  return `${schema}\0${table}`
}
