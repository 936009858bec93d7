import { identifier, sql } from '../../sql/sql'
import { TEXT, TIME, tableName, textColumn, timeColumn } from '../columns'
import { entry } from '../entry'
import type { CandidateTable, HistoryTool } from '../history-tool'
import { versionAndName, withoutEnding } from '../version-and-name'

const NAMES = [
  'migration_name',
  'name',
  'migration',
  'filename',
  'file_name',
  'script',
  'version',
  'migration_id',
]
const TIMES = [
  'applied_at',
  'executed_at',
  'run_at',
  'applied_on',
  'installed_on',
  'migrated_at',
  'created_at',
]

/** Supabase's services keep such tables too, which nobody knows by their owner once a dump was restored without. */
const SERVICES = new Set(['auth', 'realtime', '_realtime', 'storage', 'supabase_functions', '_supavisor'])

/** A table called only `changes` or `change_log` may be of products or prices; these columns do not tell that it is not. */
const VAGUE_NAME = /^_?changes?/i
const VAGUE_COLUMNS = new Set(['name', 'version', 'created_at'])

/**
 * What a team wrote itself: a table that is called like a record of migrations and has a text for their name or
 * version, and a time. Where it names an environment, that is kept: a copied database names another one.
 */
export const homeMade: HistoryTool = {
  id: 'home-made',
  label: 'Own record',
  columns: [],
  called: /^_?(?:(?:schema|db|database)_)?(?:migrations?|changes?)(?:_(?:history|log))?$/,
  mostColumns: 12,
  isOwn,
  records: ['appliedAt', 'appliedBy', 'names'],
  coverage: 'each',
  select: (table) => {
    const [name, time] = [nameColumn(table) ?? '', whenColumn(table) ?? '']
    return sql`select ${identifier(name)} as migration, ${timeColumn(table, time, 'time')},
      ${textColumn(table, 'applied_by')}, ${textColumn(table, 'environment')}
      from ${tableName(table)} as record order by record.${identifier(time)}, record.${identifier(name)}`
  },
  read: (rows) =>
    rows.map(({ migration, time, applied_by, environment }) =>
      entry({
        key: withoutEnding(migration ?? ''),
        ...versionAndName(migration ?? ''),
        appliedAt: time ?? null,
        appliedBy: applied_by || null,
        environment: environment || null,
      }),
    ),
}

function isOwn(table: CandidateTable): boolean {
  const [name, time] = [nameColumn(table), whenColumn(table)]
  if (SERVICES.has(table.schema) || name === null || time === null) return false
  return !VAGUE_NAME.test(table.name) || !VAGUE_COLUMNS.has(name) || !VAGUE_COLUMNS.has(time)
}

function nameColumn({ columns }: CandidateTable): string | null {
  return NAMES.find((name) => TEXT.test(columns.get(name) ?? '')) ?? null
}

function whenColumn({ columns }: CandidateTable): string | null {
  return TIMES.find((name) => TIME.test(columns.get(name) ?? '')) ?? null
}
