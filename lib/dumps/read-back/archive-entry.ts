import { splitStatements } from '../../sql/split-statements'
import type { ArchiveEntry } from './archive-contents.mjs'

/** What was set for the entries so far. */
export interface SessionState {
  tablespace: string | null
  accessMethod: string | null
}

/** Sorts whose name in a statement is their sort, their schema and their name. */
const PLAINLY_NAMED = new Set(
  `COLLATION,CONVERSION,DOMAIN,FOREIGN TABLE,MATERIALIZED VIEW,SEQUENCE,STATISTICS,TABLE,TEXT SEARCH DICTIONARY,
  TEXT SEARCH CONFIGURATION,TYPE,VIEW,PROCEDURAL LANGUAGE,SCHEMA,EVENT TRIGGER,FOREIGN DATA WRAPPER,SERVER,PUBLICATION,
  SUBSCRIPTION`.split(/,\s*/),
)

/** Sorts whose name with its arguments stands only in the statement that drops them. */
const NAMED_BY_DROP = new Set([
  'AGGREGATE',
  'FUNCTION',
  'OPERATOR',
  'OPERATOR CLASS',
  'OPERATOR FAMILY',
  'PROCEDURE',
])

const PARTITIONED = 'p'

/**
 * What pg_restore runs for an entry of an archive, without its rows: where it is to lie, the statements that make it,
 * and whom it belongs to.
 */
export function entryStatements(
  entry: ArchiveEntry,
  all: readonly ArchiveEntry[],
  state: SessionState,
): string[] {
  if (entry.type === 'BLOB METADATA') return largeObjects(entry)
  const definition =
    entry.type === 'ACL' && entry.name === 'LARGE OBJECTS' ? rightsOnEach(entry, all) : entry.definition
  return [...place(entry, state), ...split(definition), ...accessMethodOfParts(entry), ...owner(entry)]
}

function split(text: string): string[] {
  return splitStatements(text).statements.map((statement) => statement.text)
}

function place({ tablespace, accessMethod, relationKind }: ArchiveEntry, state: SessionState): string[] {
  const settings: string[] = []
  if (tablespace !== null && tablespace !== state.tablespace) {
    settings.push(`SET default_tablespace = ${tablespace === '' ? "''" : quote(tablespace)}`)
    state.tablespace = tablespace
  }
  const isOfRows = relationKind !== PARTITIONED && accessMethod
  if (isOfRows && accessMethod !== state.accessMethod) {
    settings.push(`SET default_table_access_method = ${quote(accessMethod)}`)
    state.accessMethod = accessMethod
  }
  return settings
}

/** A partitioned table has no rows of its own, so the setting does not reach it. */
function accessMethodOfParts({ relationKind, accessMethod, schema, name }: ArchiveEntry): string[] {
  if (relationKind !== PARTITIONED || !accessMethod) return []
  return [`ALTER TABLE ${quote(schema ?? '')}.${quote(name)} SET ACCESS METHOD ${quote(accessMethod)}`]
}

function owner(entry: ArchiveEntry): string[] {
  const { type, name, schema, drop } = entry
  if (!entry.owner || drop === '') return []
  if (type === 'BLOB') return [`ALTER LARGE OBJECT ${Number(name)} OWNER TO ${quote(entry.owner)}`]
  const qualified = schema === null ? quote(name) : `${quote(schema)}.${quote(name)}`
  const [dropped = ''] = split(drop)
  const named = PLAINLY_NAMED.has(type)
    ? `${type} ${qualified}`
    : NAMED_BY_DROP.has(type)
      ? dropped.replace(/^DROP /, '')
      : null
  return named === null ? [] : [`ALTER ${named} OWNER TO ${quote(entry.owner)}`]
}

/** From format 1.16 on one entry stands for many: it lists their numbers. */
function largeObjects({ definition, owner: role }: ArchiveEntry): string[] {
  return numbersIn(definition).flatMap((oid) => [
    `SELECT pg_catalog.lo_create('${oid}')`,
    ...(role ? [`ALTER LARGE OBJECT ${oid} OWNER TO ${quote(role)}`] : []),
  ])
}

/** The rights are written for the first of the objects that the entry is about. */
function rightsOnEach({ definition, needs }: ArchiveEntry, all: readonly ArchiveEntry[]): string {
  const group = all.find(({ id, type }) => type === 'BLOB METADATA' && needs.includes(id))
  if (!group) return definition
  return numbersIn(group.definition)
    .map((oid) => definition.replace(/\bLARGE OBJECT \d+/g, `LARGE OBJECT ${oid}`))
    .join('')
}

function numbersIn(text: string): number[] {
  return text
    .split('\n')
    .filter((line) => /^\d+$/.test(line))
    .map(Number)
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
