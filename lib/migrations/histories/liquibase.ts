import { literal, sql } from '../../sql/sql'
import { hasTypes, INTEGER, sibling, TEXT, TIME, tableName, timeColumn } from '../columns'
import { entry } from '../entry'
import type { Checksum, EntryState } from '../history'
import type { HistoryTool } from '../history-tool'

/** Liquibase: https://github.com/liquibase/liquibase. A row for each change set; the lock is a table of its own. */
export const liquibase: HistoryTool = {
  id: 'liquibase',
  label: 'Liquibase',
  columns: ['id', 'author', 'filename', 'dateexecuted', 'orderexecuted', 'exectype', 'md5sum'],
  siblings: [['id', 'locked', 'lockgranted', 'lockedby']],
  isOwn: (table) =>
    hasTypes(table, {
      id: TEXT,
      author: TEXT,
      filename: TEXT,
      dateexecuted: TIME,
      orderexecuted: INTEGER,
      exectype: TEXT,
    }),
  records: ['appliedAt', 'checksum', 'failures', 'names'],
  coverage: 'each',
  select: (table) =>
    sql`select id, author, filename, ${timeColumn(table, 'dateexecuted')}, exectype, md5sum
      from ${tableName(table)} order by ${tableName(table)}.dateexecuted, orderexecuted`,
  read: (rows) =>
    rows.map(({ id, author, filename, dateexecuted, exectype, md5sum }) =>
      entry({
        key: liquibaseKey(filename ?? '', id ?? '', author ?? ''),
        name: id ?? null,
        state: STATES[exectype ?? ''] ?? 'applied',
        appliedAt: dateexecuted ?? null,
        checksum: md5sum ? liquibaseChecksum(md5sum) : null,
      }),
    ),
  selectLock: (others, table) => {
    const lock = sibling(others, table, `${table.name}lock`)
    const words = literal('Liquibase is locked: a run is under way, or ended without releasing the lock.')
    return (
      lock &&
      sql`select ${words} || coalesce(' Held by ' || lockedby || '.', '') as lock from ${tableName(lock)}
        where locked limit 1`
    )
  },
}

const STATES: Readonly<Record<string, EntryState>> = {
  FAILED: 'failed',
  SKIPPED: 'skipped',
  MARK_RAN: 'skipped',
}

/** The folders before a file's name depend on where Liquibase was started, so that they are left out. */
export function liquibaseKey(file: string, id: string, author: string): string {
  return `${file.replace(/^.*[/\\]/, '')}::${id}::${author}`
}

/** Sums are written `9:…`; those of one version cannot be compared with those of another. */
export function liquibaseChecksum(sum: string): Checksum {
  return { algorithm: `liquibase ${sum.split(':')[0]}`, value: sum }
}
