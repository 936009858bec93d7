import { exposedTables } from '../../access/exposed-tables'
import { KINDS_BY_NAME } from '../../kinds/all'
import { API_ROLES } from '../../kinds/privileges'
import { finder } from '../../objects/finder'
import type { FindRows } from '../../objects/kind'
import { listValue } from '../../objects/list-value'
import { text } from '../../objects/row'
import { isKindRead, type Snapshot } from '../../objects/snapshot'
import type { DeployFacts } from '../../postgres/deploy-facts'
import { isSupabase } from '../../supabase/platform'
import { isPlatformSchema } from '../../supabase/platform-names'
import type { Space } from './effect'
import type { TableSize } from './size'

export type Presence = 'present' | 'absent' | 'unknown'

/** What the server of the target says now; nothing of it is in a snapshot. */
export interface LiveFacts {
  /** As a new session has it. */
  readonly searchPath: readonly string[]
  /** Extensions that it could create. */
  readonly extensions: ReadonlySet<string>
  /** By `schema.name`, the relations among those that were asked for. */
  readonly relations: ReadonlyMap<string, TableSize>
  /** Whether something has one of the names that were asked for, in whatever schema, the server's own included. */
  hasName(space: NamedSpace, name: string): boolean
}

/** What is looked for by its name alone, as extensions and the server itself bring some that no snapshot lists. */
export type NamedSpace = 'type' | 'function' | 'schema'

/** @param facts as the server told them. */
export function liveFactsOf({
  searchPath,
  extensions,
  relations,
  types,
  functions,
  schemas,
}: DeployFacts): LiveFacts {
  const names = { type: new Set(types), function: new Set(functions), schema: new Set(schemas) }
  return {
    searchPath,
    extensions: new Set(extensions),
    relations: new Map(relations.map(({ schema, name, ...size }) => [`${schema}.${name}`, size])),
    hasName: (space, name) => names[space].has(name),
  }
}

/** What is known of an environment that files are going to. */
export interface EnvironmentFacts {
  readonly name: string
  readonly snapshot: Snapshot
  /** Its objects, as of the last check. */
  readonly find: FindRows
  /** Null where its server did not answer. */
  readonly live: LiveFacts | null
  /** Whether it is known to be a Supabase database. */
  readonly isSupabase: boolean
  /** Whether roles of a Data API hold rights in this database, so that what they may reach matters. */
  readonly hasApiRoles: boolean
  readonly isExposed: (schema: string, table: string) => boolean
  /** Whether something is there as of the last check. @param name as `Effect` has it. */
  presence(space: Space, schema: string | null, name: readonly string[]): Presence
  /** As `format_type` prints it; null where the column is not known. */
  columnType(schema: string, table: string, column: string): string | null
  /** Whether a table of the target has all its columns by itself, and from no parent and no type. */
  ownsColumns(schema: string, table: string): boolean
  /** Of all columns of a table. */
  columnTypes(schema: string, table: string): readonly string[]
}

/** Puts together what a snapshot and the server tell. */
export function environmentFacts(name: string, snapshot: Snapshot, live: LiveFacts | null): EnvironmentFacts {
  const find = finder(snapshot, KINDS_BY_NAME)
  const names = new NameIndex(snapshot, find)
  return {
    name,
    snapshot,
    find,
    live,
    isSupabase: isSupabase(snapshot),
    hasApiRoles: [...find('grant'), ...find('default-privilege')].some(
      ({ grantee }) => grantee !== 'public' && API_ROLES.includes(grantee ?? ''),
    ),
    isExposed: exposedTables(find),
    presence: (space, schema, parts) => {
      const liveKnows = space === 'relation' && live && schema !== null
      if (liveKnows && live.relations.has(`${schema}.${parts[0]}`)) return 'present'
      return names.presence(space, schema, parts)
    },
    ownsColumns: (schema, table) => {
      const [row] = find('table', schema, table)
      return row !== undefined && listValue(row.parents).length === 0 && !row.typeOf
    },
    columnTypes: (schema, table) => find('column', schema, table).map((row) => text(row, 'type')),
    columnType: (schema, table, column) => find('column', schema, table, column)[0]?.type ?? null,
  }
}

/** Kinds whose names are unique among each other; the names of constraints with an index are also the index's. */
const KINDS_OF: Readonly<Record<Space, readonly string[]>> = {
  relation: [
    'table',
    'foreign-table',
    'view',
    'materialized-view',
    'sequence',
    'index',
    'primary-key',
    'unique-constraint',
  ],
  type: ['enum', 'composite-type', 'domain', 'range-type', 'base-type'],
  function: ['function', 'aggregate'],
  schema: ['schema'],
  extension: ['extension'],
  role: ['role'],
  policy: ['policy'],
  trigger: ['trigger'],
  column: ['column'],
  constraint: [
    'primary-key',
    'unique-constraint',
    'exclusion-constraint',
    'check-constraint',
    'foreign-key',
    'not-null-constraint',
  ],
}

class NameIndex {
  private readonly relations = new Map<string, ReadonlySet<string>>()

  constructor(
    private readonly snapshot: Snapshot,
    private readonly find: FindRows,
  ) {}

  presence(space: Space, schema: string | null, name: readonly string[]): Presence {
    if (schema !== null && /^(?:pg_.*|information_schema)$/.test(schema)) return 'unknown'
    if (this.isFound(space, schema, name)) return 'present'
    return this.isCovered(space, schema) ? 'absent' : 'unknown'
  }

  private isFound(space: Space, schema: string | null, name: readonly string[]): boolean {
    if (space === 'relation') return this.relationsOf(schema ?? '').has(name[0] ?? '')
    if (space === 'function') return this.isFunction(schema ?? '', name)
    const address = schema === null ? name : [schema, ...name]
    return KINDS_OF[space].some((kind) => this.find(kind, ...address).length > 0)
  }

  private relationsOf(schema: string): ReadonlySet<string> {
    const known = this.relations.get(schema)
    if (known) return known
    const names = new Set(
      KINDS_OF.relation.flatMap((kind) => this.find(kind, schema).map((row) => text(row, 'name'))),
    )
    this.relations.set(schema, names)
    return names
  }

  /** Types are compared by their last names: the schema that a snapshot shows depends on nothing that a file says. */
  private isFunction(schema: string, [name = '', types = '']: readonly string[]): boolean {
    const wanted = withoutSchemas(types)
    return KINDS_OF.function
      .flatMap((kind) => this.find(kind, schema, name))
      .some((row) => wanted === '*' || withoutSchemas(text(row, 'argumentTypes')) === wanted)
  }

  /** Members of extensions are not listed, and neither is what the platform keeps to itself. */
  private isCovered(space: Space, schema: string | null): boolean {
    const { blindSpots, diagnostics } = this.snapshot
    const kinds = KINDS_OF[space].filter(
      (kind) => (KINDS_BY_NAME.get(kind)?.since ?? 0) <= this.snapshot.server.major,
    )
    if (!kinds.every((kind) => isKindRead(this.snapshot, kind))) return false
    if (blindSpots.some(({ kind }) => kinds.includes(kind))) return false
    if (schema === null) return true
    if (space === 'relation' && isPlatformSchema(schema)) return false
    return (
      !diagnostics.some(({ code }) => code === 'schemasSelected') || this.find('schema', schema).length > 0
    )
  }
}

function withoutSchemas(types: string): string {
  return types
    .split(', ')
    .map((type) =>
      type
        .replaceAll('"', '')
        .split('.')
        .at(-1)
        ?.replace(/\(.*\)/, ''),
    )
    .join(', ')
}

/** Roles of a Data API that get rights on every new table of a schema by default privileges. */
export function defaultGrantees({ find }: EnvironmentFacts, schema: string): string[] {
  const grantees = find('default-privilege')
    .filter((row) => row.objectType === 'tables' && (!row.schema || row.schema === schema))
    .filter((row) => listValue(row.privileges).length > 0)
    .map((row) => text(row, 'grantee'))
  return API_ROLES.filter((role) => grantees.includes(role))
}

/** Whether an event trigger turns row-level security on for every new table, as one that Supabase offers does. */
export function securesNewTables({ find }: EnvironmentFacts): boolean {
  return find('event-trigger').some((event) =>
    find('function', text(event, 'functionSchema'), text(event, 'functionName')).some(({ body }) =>
      /enable\s+row\s+level\s+security/i.test(body ?? ''),
    ),
  )
}
