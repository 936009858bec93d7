import { type Sql, sql } from '../../sql/sql'
import { hasTypes, sibling, TEXT, tableName } from '../columns'
import { entry } from '../entry'
import type { CandidateTable, HistoryTool } from '../history-tool'

const METADATA = 'ar_internal_metadata'

/**
 * Rails: https://github.com/rails/rails, activerecord/lib/active_record/schema_migration.rb. Its other table,
 * `ar_internal_metadata`, names the environment that the database was made for.
 */
export const rails: HistoryTool = {
  id: 'rails',
  label: 'Rails',
  columns: ['version'],
  mostColumns: 1,
  siblings: [['key', 'value', 'created_at', 'updated_at']],
  isOwn: isRailsRecord,
  records: [],
  coverage: 'each',
  select: (table, others) =>
    sql`select version, ${environment(table, others)} as environment from ${tableName(table)}
      order by lpad(version, 40, '0') collate "C"`,
  read: (rows) =>
    rows.map(({ version, environment }) =>
      entry({ key: version ?? '', version: version ?? null, environment: environment ?? null }),
    ),
}

/** Whether a table of one column `version` is that of Rails, and not of a tool that has the same. */
export function isRailsRecord(table: CandidateTable, others: readonly CandidateTable[]): boolean {
  return (
    /schema_migrations$/.test(table.name) &&
    hasTypes(table, { version: TEXT }) &&
    others.some(({ schema, name }) => schema === table.schema && name.endsWith(METADATA))
  )
}

function environment(table: CandidateTable, others: readonly CandidateTable[]): Sql {
  const metadata = sibling(others, table, METADATA)
  return metadata
    ? sql`(select value::text from ${tableName(metadata)} where key = 'environment')`
    : sql`null::text`
}
