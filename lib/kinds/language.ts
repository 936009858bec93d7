import type { Change, Judgement, Kind } from '../objects/kind'
import { neededObjects } from '../objects/needed-objects'
import { isTrue, type Row, text } from '../objects/row'
import { quoteName } from '../sql/display'
import { isUserMade, roleName } from '../sql/fragments'
import { functionName } from '../sql/names'
import { needs } from '../sql/needs'
import { sql } from '../sql/sql'

/** Languages that no extension brought. */
export const language: Kind = {
  name: 'language',
  label: { one: 'language', many: 'languages' },
  address: ['name'],
  fields: [
    { name: 'isTrusted', label: 'Trusted', text: 'yesNo', severity: 'high' },
    { name: 'handler', label: 'Handler', severity: 'high' },
    { name: 'inline', label: 'Handler of DO blocks', severity: 'medium' },
    { name: 'validator', label: 'Validator', severity: 'medium' },
    { name: 'owner', label: 'Owner', severity: 'low', role: 'owner' },
  ],
  details: ['needs'],
  isPresent: sql`exists (select from pg_language where ${isUserMade(sql`oid`, sql`pg_language`)})`,
  query: () => sql`
    select l.lanname as name, l.lanpltrusted as "isTrusted", ${functionName(sql`l.lanplcallfoid`)} as handler,
      ${functionName(sql`l.laninline`)} as inline, ${functionName(sql`l.lanvalidator`)} as validator,
      ${roleName(sql`l.lanowner`)} as owner, ${needs(sql`pg_language`, sql`l.oid`)} as needs
    from pg_language l
    where ${isUserMade(sql`l.oid`, sql`pg_language`)}`,
  requires: neededObjects,
  missing: 'high',
  extra: 'low',
  judge,
  ddl,
}

function judge({ source, target, fields }: Change): Judgement {
  if (!source || !target || !fields.includes('isTrusted')) return {}
  return isTrue(target, 'isTrusted')
    ? {
        severity: 'critical',
        hazards: ['closesAccess'],
        meaning: 'Here roles that are no superuser may be granted the right to write functions in it.',
      }
    : { hazards: ['opensAccess'], meaning: 'Here only superusers may write functions in it.' }
}

function ddl(row: Row): string {
  const parts = [
    `CREATE ${isTrue(row, 'isTrusted') ? 'TRUSTED ' : ''}LANGUAGE ${quoteName(text(row, 'name'))}`,
    `HANDLER ${text(row, 'handler')}`,
  ]
  if (row.inline) parts.push(`INLINE ${row.inline}`)
  if (row.validator) parts.push(`VALIDATOR ${row.validator}`)
  return `${parts.join(' ')};`
}
