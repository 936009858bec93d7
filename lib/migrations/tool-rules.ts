/** What a tool does with a file that is older than the last one that ran. */
export type LateFile =
  /** It runs it like any other. */
  | 'runs'
  /** It stops, and runs nothing until it is told to. */
  | 'refuses'
  /** It never runs it, and says nothing. */
  | 'skips'

const LATE_FILES: Readonly<Record<string, LateFile>> = {
  supabase: 'refuses',
  django: 'refuses',
  drizzle: 'skips',
  flyway: 'refuses',
  'node-pg-migrate': 'refuses',
  'golang-migrate': 'skips',
  goose: 'refuses',
  kysely: 'refuses',
  knex: 'runs',
  atlas: 'refuses',
  sqitch: 'refuses',
  'graphile-migrate': 'refuses',
  sqlx: 'runs',
}

/**
 * Where a tool's own documents say nothing of it, it is taken to run what is not recorded. Drizzle does so since version
 * 1, whose files have a folder each.
 */
export function lateFile(tool: string, path: string): LateFile {
  if (tool === 'drizzle' && path.includes('/')) return 'runs'
  return LATE_FILES[tool] ?? 'runs'
}
