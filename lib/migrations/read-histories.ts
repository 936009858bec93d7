import type { Connection } from '../postgres/connection'
import { queryReadOnly } from '../postgres/query-read-only'
import { join, literal, type Sql, sql } from '../sql/sql'
import { HISTORY_TOOLS } from './histories/all'
import type { Histories, History, UnreadableHistory } from './history'
import type { CandidateTable, HistoryTool, TextRow } from './history-tool'
import { isPlatformHistory, readPlatformVersions } from './platform-versions'

/**
 * Reads all records of migrations that a database holds, in read-only transactions of their own. A record that cannot
 * be read is told and hides no other.
 * @throws PostgresError, or AppError, when the catalog itself cannot be read.
 */
export async function readHistories(connection: Connection): Promise<Histories> {
  const tables = await readCandidates(connection)
  const ours = tables.filter((table) => !isPlatformHistory(table))
  const histories: History[] = []
  const unreadable: UnreadableHistory[] = []
  for (const { tool, table } of findHistories(ours)) {
    const place = { tool: tool.id, schema: table.schema, table: table.name }
    try {
      if (table.access === 'readable') {
        histories.push({ ...place, ...(await readHistory(connection, tool, table, ours)) })
      } else unreadable.push({ ...place, reason: REASONS[table.access] })
    } catch (error) {
      unreadable.push({ ...place, reason: error instanceof Error ? error.message : String(error) })
    }
  }
  return { histories, unreadable, platform: await readPlatformVersions(connection, tables) }
}

/**
 * The statements that a record holds for one migration, with semicolons between them; null where it holds none.
 * @throws PostgresError, or AppError, when they cannot be read.
 */
export async function readStatements(
  connection: Connection,
  { tool: id, schema, table }: History,
  key: string,
): Promise<string | null> {
  const tool = HISTORY_TOOLS.find((each) => each.id === id)
  const tables = await readCandidates(connection)
  const place = tables.find((each) => each.schema === schema && each.name === table)
  if (!tool?.selectStatements || !place) return null
  const rows = await queryReadOnly<TextRow>(connection, tool.selectStatements(place, key))
  const statements = rows.map(({ statement }) => withSemicolon((statement ?? '').replace(/;\s*$/, '')))
  return statements.length === 0 ? null : `${statements.join('\n\n')}\n`
}

/** On a line of its own where the last one may be a comment. */
function withSemicolon(statement: string): string {
  return /--[^\n]*$/.test(statement) ? `${statement}\n;` : `${statement};`
}

const REASONS = {
  forbidden: 'The role may not select from it.',
  filtered: 'Row-level security may hide rows of it from the role.',
  untrusted: 'Reading it would run what its owner, another role, put into it. Read it as that role.',
} as const

/** Which tables hold the record of which tool; a table is one tool's at most. */
function findHistories(
  tables: readonly CandidateTable[],
): { readonly tool: HistoryTool; readonly table: CandidateTable }[] {
  return tables.flatMap((table) => {
    const tool = HISTORY_TOOLS.find((each) => hasColumns(table, each) && each.isOwn(table, tables))
    return tool ? [{ tool, table }] : []
  })
}

function hasColumns({ name, columns }: CandidateTable, tool: HistoryTool): boolean {
  return (
    tool.columns.every((column) => columns.has(column)) &&
    columns.size <= (tool.mostColumns ?? MOST_COLUMNS) &&
    (tool.called?.test(name.toLowerCase()) ?? true)
  )
}

async function readHistory(
  connection: Connection,
  tool: HistoryTool,
  table: CandidateTable,
  others: readonly CandidateTable[],
): Promise<Pick<History, 'entries' | 'coverage' | 'lock'>> {
  const entries = tool.read(await queryReadOnly<TextRow>(connection, tool.select(table, others)))
  const lockQuery = tool.selectLock?.(others, table)
  const locks = lockQuery ? await queryReadOnly<TextRow>(connection, lockQuery) : []
  return { entries, coverage: tool.coverage, lock: locks[0]?.lock ?? null }
}

/** Members of extensions are nobody's record; system schemas hold none. */
async function readCandidates(connection: Connection): Promise<CandidateTable[]> {
  const rows = await queryReadOnly<{
    schema: string
    name: string
    columns: Record<string, string>
    owner: string
    access: CandidateTable['access']
  }>(connection, CANDIDATES)
  return rows.map(({ columns, ...table }) => ({ ...table, columns: new Map(Object.entries(columns)) }))
}

const array = (names: readonly string[]): Sql =>
  sql`array[${join(
    names.map((name) => literal(name)),
    ',',
  )}]::text[]`

const MOST_COLUMNS = 1600

const COLUMNS = [
  ...new Set(HISTORY_TOOLS.flatMap(({ columns, siblings = [] }) => [...columns, ...siblings.flat()])),
]

const SIGNATURES = join(
  HISTORY_TOOLS.flatMap(({ columns, siblings = [], mostColumns = MOST_COLUMNS, called }) => [
    sql`(${array(columns)}, ${mostColumns}, ${called ? literal(called.source) : sql`null::text`})`,
    ...siblings.map((names) => sql`(${array(names)}, ${MOST_COLUMNS}, null)`),
  ]),
  ',',
)

/** Whether reading a relation, or casting what it holds, runs what somebody wrote. */
const IS_CODE = sql`(c.relkind in ('v', 'f') or exists (select from pg_attribute a join pg_cast on castsource = a.atttypid
  where a.attrelid = c.oid and a.attnum > 0 and castfunc >= 16384))`

const IS_OF_ANOTHER = sql`not exists (select from pg_roles owner where owner.oid = c.relowner
  and (owner.rolname = current_user or owner.rolsuper))`

/** `relnatts` counts columns that were dropped, too. */
const CANDIDATES = sql`with signature (names, most, called) as (values ${SIGNATURES}),
  relation as (
    select attrelid as oid, array_agg(attname::text) as names, count(*) filter (where attisdropped) as dropped
    from pg_attribute
    where (attname = any (${array(COLUMNS)}::name[]) or attisdropped) and attnum > 0 and attrelid >= 16384
    group by attrelid
  )
  select n.nspname as schema, c.relname as name, pg_get_userbyid(c.relowner) as owner,
    (select json_object_agg(attname, format_type(atttypid, atttypmod)) from pg_attribute
      where attrelid = c.oid and attnum > 0 and not attisdropped) as columns,
    case when not has_schema_privilege(n.oid, 'usage') or not has_table_privilege(c.oid, 'select') then 'forbidden'
      when ${IS_CODE} and ${IS_OF_ANOTHER} then 'untrusted'
      when row_security_active(c.oid) then 'filtered' else 'readable' end as access
  from pg_class c left join relation on relation.oid = c.oid join pg_namespace n on n.oid = c.relnamespace
  where c.oid >= 16384 and c.relkind in ('r', 'p', 'v', 'm', 'f') and c.relpersistence <> 't' and not c.relispartition
    and exists (select from signature where case
      when c.relnatts - coalesce(relation.dropped, 0) > signature.most then false
      when lower(c.relname) !~ signature.called then false
      else coalesce(relation.names, '{}') @> signature.names end)
  order by n.nspname collate "C", c.relname collate "C"`
