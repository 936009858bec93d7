import type { Kind } from '../objects/kind'
import { neededObjects } from '../objects/needed-objects'
import { text } from '../objects/row'
import { quoteName } from '../sql/display'
import { isUserMade } from '../sql/fragments'
import { functionName } from '../sql/names'
import { needs } from '../sql/needs'
import { sql } from '../sql/sql'

/** Access methods of tables and indexes; they have no schema and no owner. */
export const accessMethod: Kind = {
  name: 'access-method',
  label: { one: 'access method', many: 'access methods' },
  address: ['name'],
  fields: [
    { name: 'type', label: 'Type', severity: 'high' },
    { name: 'handler', label: 'Handler', severity: 'high' },
  ],
  details: ['needs'],
  isPresent: sql`exists (select from pg_am where ${isUserMade(sql`oid`, sql`pg_am`)})`,
  query: () => sql`
    select a.amname as name, case a.amtype when 't' then 'table' else 'index' end as type,
      ${functionName(sql`a.amhandler`)} as handler, ${needs(sql`pg_am`, sql`a.oid`)} as needs
    from pg_am a
    where ${isUserMade(sql`a.oid`, sql`pg_am`)}`,
  requires: neededObjects,
  missing: 'high',
  extra: 'low',
  ddl: (row) =>
    `CREATE ACCESS METHOD ${quoteName(text(row, 'name'))} TYPE ${text(row, 'type').toUpperCase()}` +
    ` HANDLER ${text(row, 'handler')};`,
}
