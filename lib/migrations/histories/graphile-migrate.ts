import { sql } from '../../sql/sql'
import { hasTypes, TEXT, TIME, tableName, timeColumn } from '../columns'
import { entry } from '../entry'
import type { Checksum } from '../history'
import type { HistoryTool } from '../history-tool'

/** Graphile Migrate: https://github.com/graphile/migrate, src/migration.ts. Each hash takes in the one before it. */
export const graphileMigrate: HistoryTool = {
  id: 'graphile-migrate',
  label: 'Graphile Migrate',
  columns: ['hash', 'previous_hash', 'filename', 'date'],
  mostColumns: 4,
  isOwn: (table) => hasTypes(table, { hash: TEXT, previous_hash: TEXT, filename: TEXT, date: TIME }),
  records: ['appliedAt', 'checksum'],
  coverage: 'each',
  select: (table) =>
    sql`select hash, filename, ${timeColumn(table, 'date')} from ${tableName(table)}
      order by filename collate "C"`,
  read: (rows) =>
    rows.map(({ hash, filename, date }) => {
      const key = graphileNumber(filename ?? '')
      return entry({ key, version: key, appliedAt: date ?? null, checksum: graphileChecksum(hash ?? '') })
    }),
}

/** The record holds `000001.sql` for a file `000001-add-users.sql`. */
export function graphileNumber(file: string): string {
  return file.replace(/^.*\//, '').replace(/\D.*$/, '')
}

/** Hashes are written as `sha1:…`. */
export function graphileChecksum(hash: string): Checksum {
  const [algorithm = '', value = ''] = hash.split(':')
  return { algorithm, value }
}
