import { sql } from '../../sql/sql'
import { hasTypes, TEXT, tableName } from '../columns'
import { entry } from '../entry'
import type { CandidateTable, HistoryTool } from '../history-tool'
import { isRailsRecord } from './rails'

/** dbmate: https://github.com/amacneil/dbmate, pkg/driver/postgres. One column, as Rails has it, without Rails's other table. */
export const dbmate: HistoryTool = {
  id: 'dbmate',
  label: 'dbmate',
  columns: ['version'],
  mostColumns: 1,
  isOwn: (table, others) =>
    /migrations?$/i.test(table.name) &&
    hasTypes(table, { version: TEXT }) &&
    !isRailsRecord(table, others) &&
    !isOfAuth(table, others),
  records: [],
  coverage: 'each',
  select: (table) => sql`select version from ${tableName(table)} order by version collate "C"`,
  read: (rows) => rows.map(({ version }) => entry({ key: version ?? '', version: version ?? null })),
}

/** Supabase's Auth has such a table beside that of Storage; a dump may have been restored without their owners. */
function isOfAuth({ schema }: CandidateTable, others: readonly CandidateTable[]): boolean {
  return schema === 'auth' && others.some((each) => each.schema === 'storage' && each.name === 'migrations')
}
