import type { Kind } from '../objects/kind'
import { type Row, text } from '../objects/row'
import { quoteName } from '../sql/display'
import { settingValue } from '../sql/secrets'
import { sql } from '../sql/sql'
import { settingWords } from './database-setting'
import { rolesOf } from './privileges'
import { isSameSetting } from './setting-value'

/**
 * Parameters set for one role, in all databases of the server or in this one, and those set for all roles in all
 * databases (the address then has no role).
 */
export const roleSetting: Kind = {
  name: 'role-setting',
  label: { one: 'role setting', many: 'role settings' },
  address: ['role', 'where', 'name'],
  fields: [
    {
      name: 'value',
      label: 'Value',
      severity: 'medium',
      equal: (source, target, _servers, rows) => isSameSetting(text(rows.source, 'name'), source, target),
      conceals: true,
    },
  ],
  scope: 'cluster',
  isPresent: sql`exists (select from pg_db_role_setting)`,
  query: () => sql`
    select r.rolname as role, case when s.setdatabase = 0 then 'all databases' else 'this database' end as where,
      setting.name, ${settingValue(sql`setting.name`, sql`setting.value`)} as value
    from pg_db_role_setting s
    left join pg_roles r on r.oid = s.setrole
    cross join lateral (
      select split_part(line, '=', 1) as name, substr(line, strpos(line, '=') + 1) as value
      from unnest(s.setconfig) line) setting
    where (s.setrole <> 0 or s.setdatabase = 0)
      and s.setdatabase in (0, (select oid from pg_database where datname = current_database()))`,
  parent: (row) => rolesOf(row, ['role'])[0],
  missing: 'medium',
  extra: 'medium',
  ddl,
}

function ddl(row: Row): string {
  const who = row.role ? quoteName(row.role) : 'ALL'
  const where = row.where === 'this database' ? ' IN DATABASE :"DBNAME"' : ''
  return `ALTER ROLE ${who}${where} SET ${settingWords(text(row, 'name'), text(row, 'value'))};`
}
