import type { Kind } from '../objects/kind'
import { neededObjects } from '../objects/needed-objects'
import { type Row, text } from '../objects/row'
import { quoteName } from '../sql/display'
import { isUserMade, roleName } from '../sql/fragments'
import { functionName } from '../sql/names'
import { needs } from '../sql/needs'
import { shownOptions } from '../sql/secrets'
import { sql } from '../sql/sql'
import { optionsClause } from './option-list'

/** Foreign-data wrappers that no extension brought. */
export const foreignDataWrapper: Kind = {
  name: 'foreign-data-wrapper',
  label: { one: 'foreign-data wrapper', many: 'foreign-data wrappers' },
  address: ['name'],
  fields: [
    { name: 'handler', label: 'Handler', severity: 'high' },
    { name: 'validator', label: 'Validator', severity: 'medium' },
    { name: 'options', label: 'Options', text: 'list', severity: 'high', conceals: true },
    { name: 'owner', label: 'Owner', severity: 'low', role: 'owner' },
  ],
  details: ['needs'],
  isPresent: sql`exists (select from pg_foreign_data_wrapper)`,
  query: () => sql`
    select w.fdwname as name, ${functionName(sql`w.fdwhandler`)} as handler,
      ${functionName(sql`w.fdwvalidator`)} as validator, ${shownOptions(sql`w.fdwoptions`)} as options,
      ${roleName(sql`w.fdwowner`)} as owner, ${needs(sql`pg_foreign_data_wrapper`, sql`w.oid`)} as needs
    from pg_foreign_data_wrapper w
    where ${isUserMade(sql`w.oid`, sql`pg_foreign_data_wrapper`)}`,
  requires: neededObjects,
  missing: 'high',
  extra: 'medium',
  ddl,
}

function ddl(row: Row): string {
  const handler = row.handler ? ` HANDLER ${row.handler}` : ''
  const validator = row.validator ? ` VALIDATOR ${row.validator}` : ''
  return `CREATE FOREIGN DATA WRAPPER ${quoteName(text(row, 'name'))}${handler}${validator}${optionsClause(row.options)};`
}
