import type { Kind } from '../objects/kind'
import { listValue } from '../objects/list-value'
import { type Row, text } from '../objects/row'
import { quoteName, quoteText } from '../sql/display'
import { isUserMade, options, roleName } from '../sql/fragments'
import { sql } from '../sql/sql'

/** Tablespaces. Their folders belong to the machine and are no part of a schema. */
export const tablespace: Kind = {
  name: 'tablespace',
  label: { one: 'tablespace', many: 'tablespaces' },
  address: ['name'],
  fields: [
    { name: 'options', label: 'Options', text: 'list', severity: 'low' },
    { name: 'comment', label: 'Comment', severity: 'cosmetic' },
    { name: 'securityLabels', label: 'Security labels', text: 'list', severity: 'medium' },
    { name: 'owner', label: 'Owner', severity: 'low', role: 'owner' },
  ],
  scope: 'cluster',
  query: () => sql`
    select s.spcname as name, ${options(sql`s.spcoptions`)} as options,
      shobj_description(s.oid, 'pg_tablespace') as comment,
      (select json_agg(l.provider || ': ' || l.label order by l.provider collate "C")::text
       from pg_shseclabel l where l.classoid = 'pg_tablespace'::regclass and l.objoid = s.oid) as "securityLabels",
      ${roleName(sql`s.spcowner`)} as owner
    from pg_tablespace s
    where ${isUserMade(sql`s.oid`, sql`pg_tablespace`)}`,
  requires: (row) => [{ kind: 'role', address: [text(row, 'owner')] }],
  missing: 'medium',
  extra: 'low',
  ddl,
}

function ddl(row: Row): string {
  const name = quoteName(text(row, 'name'))
  const settings = listValue(row.options)
  const statements = [
    `CREATE TABLESPACE ${name} OWNER ${quoteName(text(row, 'owner'))} LOCATION :'LOCATION'` +
      `${settings.length > 0 ? ` WITH (${settings.join(', ')})` : ''};`,
  ]
  if (row.comment) statements.push(`COMMENT ON TABLESPACE ${name} IS ${quoteText(row.comment)};`)
  return statements.join('\n')
}
