import type { Kind } from '../objects/kind'
import { neededObjects } from '../objects/needed-objects'
import { type Row, text } from '../objects/row'
import { quoteName } from '../sql/display'
import { isUserMade } from '../sql/fragments'
import { functionSignature, steady } from '../sql/names'
import { needs } from '../sql/needs'
import { sql } from '../sql/sql'

/** How values of a type pass into and out of a language; a transform has no name, schema or owner. */
export const transform: Kind = {
  name: 'transform',
  label: { one: 'transform', many: 'transforms' },
  address: ['type', 'language'],
  fields: [
    { name: 'fromSql', label: 'From SQL', severity: 'high' },
    { name: 'toSql', label: 'To SQL', severity: 'high' },
  ],
  details: ['needs'],
  isPresent: sql`exists (select from pg_transform)`,
  query: () => sql`
    select ${steady(sql`format_type(t.trftype, null)`)} as type, l.lanname as language,
      ${functionSignature(sql`t.trffromsql`)} as "fromSql", ${functionSignature(sql`t.trftosql`)} as "toSql",
      ${needs(sql`pg_transform`, sql`t.oid`)} as needs
    from pg_transform t
    join pg_language l on l.oid = t.trflang
    where ${isUserMade(sql`t.oid`, sql`pg_transform`)}`,
  requires: neededObjects,
  missing: 'medium',
  extra: 'low',
  ddl,
}

function ddl(row: Row): string {
  const functions = [
    ...(row.fromSql ? [`FROM SQL WITH FUNCTION ${row.fromSql}`] : []),
    ...(row.toSql ? [`TO SQL WITH FUNCTION ${row.toSql}`] : []),
  ]
  const name = `${text(row, 'type')} LANGUAGE ${quoteName(text(row, 'language'))}`
  return `CREATE TRANSFORM FOR ${name} (\n  ${functions.join(',\n  ')}\n);`
}
