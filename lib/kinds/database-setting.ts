import type { Kind } from '../objects/kind'
import { text } from '../objects/row'
import { quoteName, quoteText } from '../sql/display'
import { settingValue } from '../sql/secrets'
import { sql } from '../sql/sql'
import { isSameSetting } from './setting-value'

/** Parameters set for this database, whoever connects. */
export const databaseSetting: Kind = {
  name: 'database-setting',
  label: { one: 'database setting', many: 'database settings' },
  address: ['name'],
  scope: 'database',
  fields: [
    {
      name: 'value',
      label: 'Value',
      severity: 'medium',
      equal: (source, target, _servers, rows) => isSameSetting(text(rows.source, 'name'), source, target),
      conceals: true,
    },
  ],
  isPresent: sql`exists (select from pg_db_role_setting where setrole = 0 and setdatabase <> 0)`,
  query: () => sql`
    select setting.name, ${settingValue(sql`setting.name`, sql`setting.value`)} as value
    from pg_db_role_setting s
    join pg_database d on d.oid = s.setdatabase and d.datname = current_database()
    cross join lateral (
      select split_part(line, '=', 1) as name, substr(line, strpos(line, '=') + 1) as value
      from unnest(s.setconfig) line) setting
    where s.setrole = 0`,
  parent: () => ({ kind: 'database', address: ['database'] }),
  missing: 'medium',
  extra: 'medium',
  ddl: (row) => `ALTER DATABASE :"DBNAME" SET ${settingWords(text(row, 'name'), text(row, 'value'))};`,
}

/** Parameters whose value is a list of names, each of them quoted already. https://www.postgresql.org/docs/current/sql-set.html */
const LISTS =
  /^(?:search_path|temp_tablespaces|(?:session|local|shared)_preload_libraries|datestyle|unix_socket_directories)$/i

/** `name TO value`, as SET has it. */
export function settingWords(name: string, value: string): string {
  const words = name.split('.').map(quoteName).join('.')
  return `${words} TO ${LISTS.test(name) ? value || "''" : quoteText(value)}`
}
