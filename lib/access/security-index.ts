import { KINDS_BY_NAME } from '../kinds/all'
import { table as tableKind } from '../kinds/table'
import { objectId } from '../objects/address'
import { finder } from '../objects/finder'
import { copyValue } from '../objects/row'
import { isKindRead, type Snapshot } from '../objects/snapshot'
import { isPlatformObject, isSupabase } from '../supabase/platform'
import { type CalledFunctions, calledFunctions } from './called-functions'
import { exposedTables } from './exposed-tables'
import { policyLines } from './policy-lines'
import type { Reach } from './reach'
import { readReach } from './read-reach'
import { type Roles, readRoles } from './roles'
import { type InPieces, selectColumns } from './selected-columns'

/** The row-level security of one table in one snapshot. */
export interface TableSecurity {
  readonly schema: string
  readonly name: string
  readonly owner: string
  readonly isPlatform: boolean
  readonly isEnabled: boolean
  readonly isForced: boolean
  /** Lines of the kind `policy`, by name, for parsePolicies; null where policies could not be read. */
  readonly policies: readonly string[] | null
  /** Who reaches the table; null where roles or grants could not be read. */
  readonly reach: readonly Reach[] | null
  /** Whether an API hands the table out to whoever calls; false where there is none. */
  readonly isExposed: boolean
  /** Two tables with the same one have the same switches and policies, word for word, even where a lock hid one. */
  readonly definition: string
}

/** All tables of a snapshot by object id, and what is known of its roles. */
export interface SecurityIndex {
  readonly tables: ReadonlyMap<string, TableSecurity>
  readonly roles: Roles
  readonly calls: CalledFunctions
  readonly isSupabase: boolean
  /** Roles that reach a table with row-level security: they are meant to be held back. */
  readonly heldBack: ReadonlySet<string>
}

const known = new WeakMap<Snapshot, SecurityIndex | null>()

/** The tables of a snapshot; null where tables could not be read. Read once a snapshot. */
export function* securityIndex(snapshot: Snapshot): InPieces<SecurityIndex | null> {
  const found = known.get(snapshot)
  if (found !== undefined) return found
  const index = isKindRead(snapshot, tableKind.name) ? yield* readIndex(snapshot) : null
  known.set(snapshot, index)
  return index
}

const TABLE_COLUMNS = ['schema', 'name', 'owner', 'rowSecurity', 'forceRowSecurity']

function* readIndex(snapshot: Snapshot): InPieces<SecurityIndex> {
  const find = finder(snapshot, KINDS_BY_NAME)
  const memberships = find('role-membership')
  const roles = readRoles(find('role'), memberships, find('database'), snapshot.server.major)
  const hasPlatform = isSupabase(snapshot)
  const policies = isKindRead(snapshot, 'policy') ? yield* policyLines(snapshot) : null
  const isExposed = hasPlatform ? exposedTables(find) : () => false
  const reachOf = yield* readReach(snapshot, roles, memberships, hasPlatform)
  const tables = new Map<string, TableSecurity>()
  for (const values of selectColumns(snapshot, tableKind, TABLE_COLUMNS)) {
    yield
    const [schema, name, owner, rowSecurity, forced] = values.map((value) => value ?? '') as Five
    const ofTable = policies ? (policies.ofTables.get([schema, name].map(copyValue).join('\t')) ?? []) : null
    tables.set(objectId({ kind: 'table', address: [schema, name] }), {
      schema,
      name,
      owner,
      isPlatform: hasPlatform && isPlatformObject(tableKind, { schema, name, owner }),
      isEnabled: rowSecurity === 't',
      isForced: forced === 't',
      policies: ofTable,
      reach: reachOf?.({ schema, name, owner }) ?? null,
      isExposed: isExposed(schema, name),
      definition: [rowSecurity, forced, ...(ofTable ?? [])].join('\n'),
    })
  }
  return {
    tables,
    roles,
    calls: calledFunctions(snapshot, policies?.numbers ?? new Map()),
    isSupabase: hasPlatform,
    heldBack: heldBackRoles(tables.values()),
  }
}

type Five = [string, string, string, string, string]

function heldBackRoles(tables: Iterable<TableSecurity>): Set<string> {
  const roles = new Set<string>()
  for (const { isEnabled, reach } of tables) {
    if (isEnabled) for (const { role } of reach ?? []) roles.add(role)
  }
  return roles
}
