import type { Connection } from '../postgres/connection'
import { queryReadOnly } from '../postgres/query-read-only'
import { sql } from '../sql/sql'
import { tableName } from './columns'
import type { PlatformVersion } from './history'
import type { CandidateTable, TextRow } from './history-tool'

/** Where Supabase's services record their own migrations, and the column that tells how far they are. */
const SERVICES = [
  { service: 'Auth', schema: 'auth', name: 'schema_migrations', version: sql`version` },
  { service: 'Realtime', schema: 'realtime', name: 'schema_migrations', version: sql`version` },
  { service: 'Realtime', schema: '_realtime', name: 'schema_migrations', version: sql`version` },
  { service: 'Storage', schema: 'storage', name: 'migrations', version: sql`id` },
  { service: 'Webhooks', schema: 'supabase_functions', name: 'migrations', version: sql`version` },
  { service: 'Pooler', schema: '_supavisor', name: 'schema_migrations', version: sql`version` },
] as const

/** Whether a table is the record of one of Supabase's services, which the team neither writes nor mends. */
export function isPlatformHistory(table: CandidateTable): boolean {
  return table.owner.startsWith('supabase_') && serviceOf(table) !== undefined
}

/** How far Supabase's services have brought their schemas, as far as the role may read it. */
export async function readPlatformVersions(
  connection: Connection,
  tables: readonly CandidateTable[],
): Promise<PlatformVersion[]> {
  const versions: PlatformVersion[] = []
  for (const table of tables.filter((each) => isPlatformHistory(each) && each.access === 'readable')) {
    const found = serviceOf(table)
    if (!found) continue
    const [row] = await queryReadOnly<TextRow>(
      connection,
      sql`select max(${found.version})::text as version from ${tableName(table)}`,
    )
    if (row?.version) versions.push({ service: found.service, schema: table.schema, version: row.version })
  }
  return versions
}

function serviceOf({ schema, name }: CandidateTable) {
  return SERVICES.find((each) => each.schema === schema && each.name === name)
}
