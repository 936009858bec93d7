import { sql } from '../../sql/sql'
import { hasTypes, INTEGER, TEXT, TIME, tableName, timeColumn } from '../columns'
import { entry } from '../entry'
import type { HistoryTool } from '../history-tool'
import { versionAndName } from '../version-and-name'

/** Django: https://github.com/django/django, django/db/migrations/recorder.py. A faked migration looks like any other. */
export const django: HistoryTool = {
  id: 'django',
  label: 'Django',
  columns: ['id', 'app', 'name', 'applied'],
  mostColumns: 4,
  isOwn: (table) => hasTypes(table, { id: INTEGER, app: TEXT, name: TEXT, applied: TIME }),
  records: ['appliedAt', 'names'],
  coverage: 'each',
  select: (table) =>
    sql`select app, name, ${timeColumn(table, 'applied')} from ${tableName(table)} order by id`,
  read: (rows) =>
    rows.map(({ app, name, applied }) =>
      entry({ ...djangoName(app ?? '', name ?? ''), appliedAt: applied ?? null }),
    ),
}

/** The app of a migration, by what the record calls it. */
export function djangoApp(key: string): string {
  return key.slice(0, key.indexOf('.'))
}

/** Numbers begin anew in every app, so that the app is part of the key and of the name. */
export function djangoName(
  app: string,
  migration: string,
): { key: string; version: string | null; name: string } {
  const { version, name } = versionAndName(migration)
  return { key: `${app}.${migration}`, version, name: `${app} ${name ?? migration}` }
}
