import type { Kind } from '../objects/kind'
import { type Row, text } from '../objects/row'
import { quoteName, quoteText } from '../sql/display'
import { isUserMade, roleName } from '../sql/fragments'
import { shownOptions } from '../sql/secrets'
import { sql } from '../sql/sql'
import { optionsClause } from './option-list'

/** Foreign servers, without the secrets among their options. */
export const foreignServer: Kind = {
  name: 'foreign-server',
  label: { one: 'foreign server', many: 'foreign servers' },
  address: ['name'],
  fields: [
    { name: 'wrapper', label: 'Foreign-data wrapper', severity: 'high' },
    { name: 'type', label: 'Type', severity: 'medium' },
    { name: 'version', label: 'Version', severity: 'medium' },
    { name: 'options', label: 'Options', text: 'list', severity: 'high', conceals: true },
    { name: 'owner', label: 'Owner', severity: 'low', role: 'owner' },
  ],
  isPresent: sql`exists (select from pg_foreign_server)`,
  query: () => sql`
    select s.srvname as name, w.fdwname as wrapper, s.srvtype as type, s.srvversion as version,
      ${shownOptions(sql`s.srvoptions`)} as options, ${roleName(sql`s.srvowner`)} as owner
    from pg_foreign_server s
    join pg_foreign_data_wrapper w on w.oid = s.srvfdw
    where ${isUserMade(sql`s.oid`, sql`pg_foreign_server`)}`,
  parent: (row) => ({ kind: 'foreign-data-wrapper', address: [text(row, 'wrapper')] }),
  missing: 'high',
  extra: 'medium',
  ddl,
}

function ddl(row: Row): string {
  const type = row.type ? ` TYPE ${quoteText(row.type)}` : ''
  const version = row.version ? ` VERSION ${quoteText(row.version)}` : ''
  const wrapper = `FOREIGN DATA WRAPPER ${quoteName(text(row, 'wrapper'))}`
  return `CREATE SERVER ${quoteName(text(row, 'name'))}${type}${version} ${wrapper}${optionsClause(row.options)};`
}
