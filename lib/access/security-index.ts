import { KINDS_BY_NAME } from '../kinds/all'
import { table as tableKind } from '../kinds/table'
import { objectId } from '../objects/address'
import type { FindRows } from '../objects/kind'
import { isTrue, type Row, text } from '../objects/row'
import { finder, isKindRead, kindLines, type Snapshot } from '../objects/snapshot'
import { isPlatformObject, isSupabase } from '../supabase/platform'
import { isPlatformOwner } from '../supabase/platform-names'
import { exposedTables } from './exposed-tables'
import { candidateRoles, type Grants, type Reach, reachOf } from './reach'
import { type Roles, readRoles } from './roles'

/** The row-level security of one table in one snapshot. */
export interface TableSecurity {
  readonly schema: string
  readonly name: string
  readonly owner: string
  readonly isPlatform: boolean
  readonly isEnabled: boolean
  readonly isForced: boolean
  /** Rows of the kind `policy`, by name; null where policies could not be read. */
  readonly policies: readonly Row[] | null
  /** Who reaches the table; null where roles or grants could not be read. */
  readonly reach: readonly Reach[] | null
  /** Whether an API hands the table out to whoever calls; false where there is none. */
  readonly isExposed: boolean
  /** Two tables with the same one have the same switches and policies, word for word. */
  readonly definition: string
}

/** All tables of a snapshot by object id, and what is known of its roles. */
export interface SecurityIndex {
  readonly tables: ReadonlyMap<string, TableSecurity>
  readonly roles: Roles
  readonly isSupabase: boolean
  /** Roles that reach a table with row-level security: they are meant to be held back. */
  readonly heldBack: ReadonlySet<string>
}

const known = new WeakMap<Snapshot, SecurityIndex | null>()

/** The tables of a snapshot; null where tables could not be read. Read once a snapshot. */
export function securityIndex(snapshot: Snapshot): SecurityIndex | null {
  const found = known.get(snapshot)
  if (found !== undefined) return found
  const index = isKindRead(snapshot, tableKind.name) ? readIndex(snapshot) : null
  known.set(snapshot, index)
  return index
}

function readIndex(snapshot: Snapshot): SecurityIndex {
  const find = finder(snapshot, KINDS_BY_NAME)
  const roles = readRoles(find('role'), find('role-membership'))
  const hasPlatform = isSupabase(snapshot)
  const policies = isKindRead(snapshot, 'policy') ? byTable(find('policy')) : null
  const isExposed = hasPlatform ? exposedTables(find) : () => false
  const reaches = isReachRead(snapshot) ? reachReader(find, roles, hasPlatform) : () => null
  const tables = new Map<string, TableSecurity>()
  for (const row of find('table')) {
    const [schema, name] = [text(row, 'schema'), text(row, 'name')]
    const ofTable = policies ? (policies.get(key(schema, name)) ?? []).sort(byName) : null
    const switches = [isTrue(row, 'rowSecurity'), isTrue(row, 'forceRowSecurity')] as const
    tables.set(objectId({ kind: 'table', address: [schema, name] }), {
      schema,
      name,
      owner: text(row, 'owner'),
      isPlatform: hasPlatform && isPlatformObject(tableKind, row),
      isEnabled: switches[0],
      isForced: switches[1],
      policies: ofTable,
      reach: reaches(row),
      isExposed: isExposed(schema, name),
      definition: JSON.stringify([switches, ofTable?.map(definitionOf)]),
    })
  }
  return { tables, roles, isSupabase: hasPlatform, heldBack: heldBackRoles(tables.values()) }
}

function byName(a: Row, b: Row): number {
  return text(a, 'name') < text(b, 'name') ? -1 : 1
}

/** A policy without what it depends on, which follows from the rest. */
function definitionOf({ needs, columns, ...policy }: Row): Row {
  return policy
}

function isReachRead(snapshot: Snapshot): boolean {
  return ['role', 'role-membership', 'grant', 'schema'].every(
    (kind) => isKindRead(snapshot, kind) && kindLines(snapshot, kind).busy.size === 0,
  )
}

/** Most tables of a schema have the same owner and the same grants, so each combination is thought through once. */
function reachReader(find: FindRows, roles: Roles, hasPlatform: boolean): (table: Row) => readonly Reach[] {
  const onTables = byTable([...find('grant', 'table'), ...find('grant', 'column')], 'first', 'second')
  const onSchemas = new Map<string, string[]>()
  for (const row of find('grant', 'schema')) {
    if (!/"USAGE\*?"/.test(text(row, 'privileges'))) continue
    const schema = text(row, 'first')
    onSchemas.set(schema, [...(onSchemas.get(schema) ?? []), text(row, 'grantee')])
  }
  for (const row of find('schema')) {
    const schema = text(row, 'name')
    onSchemas.set(schema, [...(onSchemas.get(schema) ?? []), text(row, 'owner')])
  }
  const grants: Grants = {
    onTable: (schema, name) => onTables.get(key(schema, name)) ?? [],
    schemaUsers: (schema) => onSchemas.get(schema) ?? [],
  }
  const grantees = new Set([...onTables.values()].flatMap((rows) => rows.map((row) => text(row, 'grantee'))))
  const candidates = candidateRoles(grantees, find('role-membership')).filter(
    (role) => !hasPlatform || !isPlatformOwner(role),
  )
  const thought = new Map<string, readonly Reach[]>()
  return (row) => {
    const table = { schema: text(row, 'schema'), name: text(row, 'name'), owner: text(row, 'owner') }
    const granted = grants.onTable(table.schema, table.name)
    const same = JSON.stringify([
      table.schema,
      table.owner,
      granted.map(({ onKind, grantee, privileges }) => [onKind, grantee, privileges]),
    ])
    const reach = thought.get(same) ?? reachOf(table, grants, roles, candidates)
    thought.set(same, reach)
    return reach
  }
}

function byTable(rows: readonly Row[], schema = 'schema', table = 'table'): Map<string, Row[]> {
  const found = new Map<string, Row[]>()
  for (const row of rows) {
    const place = key(text(row, schema), text(row, table))
    const others = found.get(place)
    if (others) others.push(row)
    else found.set(place, [row])
  }
  return found
}

function key(schema: string, table: string): string {
  return JSON.stringify([schema, table])
}

function heldBackRoles(tables: Iterable<TableSecurity>): Set<string> {
  const roles = new Set<string>()
  for (const { isEnabled, reach } of tables) {
    if (isEnabled) for (const { role } of reach ?? []) roles.add(role)
  }
  return roles
}
