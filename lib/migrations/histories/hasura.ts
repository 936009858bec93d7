import { sql } from '../../sql/sql'
import { hasTypes, tableName } from '../columns'
import { entry } from '../entry'
import type { HistoryTool, TextRow } from '../history-tool'

const records = ['failures'] as const

/** Hasura up to 1.3: https://github.com/hasura/graphql-engine, cli/migrate/database/hasuradb. A row for each version. */
export const hasuraTable: HistoryTool = {
  id: 'hasura',
  label: 'Hasura',
  columns: ['version', 'dirty'],
  mostColumns: 2,
  isOwn: (table) =>
    table.schema === 'hdb_catalog' &&
    table.name === 'schema_migrations' &&
    hasTypes(table, { version: /^bigint$/, dirty: /^boolean$/ }),
  records,
  coverage: 'each',
  select: (table) =>
    sql`select 'default' as source, version::text as version, dirty::text as dirty from ${tableName(table)}
      order by ${tableName(table)}.version`,
  read,
}

/** Hasura since 1.4 keeps a map of versions for each of its databases in one value of its catalog. */
export const hasuraState: HistoryTool = {
  id: 'hasura',
  label: 'Hasura',
  columns: ['hasura_uuid', 'version', 'cli_state'],
  isOwn: (table) => table.schema === 'hdb_catalog' && hasTypes(table, { cli_state: /^jsonb?$/ }),
  records,
  coverage: 'each',
  select: (table) =>
    sql`select source.key as source, version.key as version, version.value::text as dirty
      from ${tableName(table)} as catalog,
        jsonb_each(catalog.cli_state::jsonb -> 'migrations') as source,
        jsonb_each(source.value) as version
      where jsonb_typeof(catalog.cli_state::jsonb -> 'migrations') = 'object' and jsonb_typeof(source.value) = 'object'
      order by source.key collate "C", lpad(version.key, 40, '0') collate "C"`,
  read,
}

function read(rows: readonly TextRow[]) {
  return rows.map(({ source, version, dirty }) =>
    entry({
      ...hasuraVersion(source ?? '', version ?? ''),
      state: dirty === 'true' ? 'failed' : 'applied',
    }),
  )
}

/** A version counts within one of Hasura's databases; the first one is called `default`. */
export function hasuraVersion(source: string, version: string): { key: string; version: string } {
  return { key: source === 'default' || source === '' ? version : `${source}/${version}`, version }
}
