import { literal, sql } from '../../sql/sql'
import { hasTypes, tableName, textColumn } from '../columns'
import { contentOf } from '../content'
import { entry } from '../entry'
import type { HistoryTool } from '../history-tool'

/** Statements longer than this together are not compared; the detail says so. */
const MOST_CHARACTERS = 1_000_000

/**
 * Supabase CLI, its Management API and its dashboard: https://github.com/supabase/cli, pkg/migration/history.go.
 * Older projects lack `statements` and `name`; a failed migration leaves no row.
 */
export const supabase: HistoryTool = {
  id: 'supabase',
  label: 'Supabase CLI',
  columns: ['version'],
  mostColumns: 8,
  isOwn: (table) =>
    table.schema === 'supabase_migrations' &&
    table.name === 'schema_migrations' &&
    hasTypes(table, { version: /^(text|character varying)/ }),
  records: ['names', 'statements'],
  coverage: 'each',
  select: (table) => {
    const statements = table.columns.has('statements')
      ? sql`case when octet_length(statements::text) <= ${MOST_CHARACTERS} then array_to_string(statements, E'\n;\n') end as statements`
      : sql`null::text as statements`
    return sql`select version, ${textColumn(table, 'name')}, ${statements}, ${textColumn(table, 'created_by')}
      from ${tableName(table)} order by version collate "C"`
  },
  read: (rows) =>
    rows.map(({ version, name, statements, created_by }) =>
      entry({
        key: version ?? '',
        version: version ?? '',
        name: name || null,
        appliedBy: created_by ?? null,
        content: statements ? contentOf(statements) : null,
      }),
    ),
  selectStatements: (table, key) =>
    table.columns.has('statements')
      ? sql`select unnest(statements) as statement from ${tableName(table)} where version = ${literal(key)}`
      : sql`select null::text as statement where false`,
}
