import type { Change, Judgement, Kind } from '../objects/kind'
import { neededObjects } from '../objects/needed-objects'
import { type Row, text } from '../objects/row'
import { comesWithAnother, isUserMade } from '../sql/fragments'
import { functionSignature, steady } from '../sql/names'
import { needs } from '../sql/needs'
import { type Sql, sql } from '../sql/sql'

/** Casts between two types; they have no name, schema or owner. That of a range to its multirange comes with the range. */
export const cast: Kind = {
  name: 'cast',
  label: { one: 'cast', many: 'casts' },
  address: ['from', 'to'],
  fields: [
    { name: 'method', label: 'Method', severity: 'high' },
    { name: 'function', label: 'Function', severity: 'high' },
    { name: 'context', label: 'Applied', severity: 'high', hazards: ['breaksQueries'] },
  ],
  details: ['needs'],
  isPresent: sql`exists (select from pg_cast where ${isUserMade(sql`oid`, sql`pg_cast`)})`,
  query: () => sql`
    select ${steady(sql`format_type(c.castsource, null)`)} as from, ${steady(sql`format_type(c.casttarget, null)`)} as to,
      case c.castmethod when 'f' then 'function' when 'i' then 'input and output' else 'same bytes' end as method,
      ${functionSignature(sql`c.castfunc`)} as function,
      case c.castcontext when 'i' then 'implicitly' when 'a' then 'in assignments' else 'explicitly' end as context,
      ${needs(sql`pg_cast`, sql`c.oid`)} as needs
    from pg_cast c
    where ${isUserMade(sql`c.oid`, sql`pg_cast`)} and not ${comesWithAnother(sql`c.oid`, sql`pg_cast`)}
      and not ${isTemporaryType(sql`c.castsource`)} and not ${isTemporaryType(sql`c.casttarget`)}`,
  requires: neededObjects,
  missing: 'high',
  extra: 'medium',
  judge,
  ddl,
}

function isTemporaryType(oid: Sql): Sql {
  return sql`exists (select from pg_type t join pg_namespace n on n.oid = t.typnamespace
    where t.oid = ${oid} and n.nspname ~ '^pg_temp')`
}

function judge({ source, target, fields }: Change): Judgement {
  if (!source || !target || !fields.includes('context')) return {}
  return { meaning: `Here values are converted ${target.context}, in the source ${source.context}.` }
}

function ddl(row: Row): string {
  const method = row.function
    ? `WITH FUNCTION ${row.function}`
    : text(row, 'method') === 'same bytes'
      ? 'WITHOUT FUNCTION'
      : 'WITH INOUT'
  const context =
    { implicitly: ' AS IMPLICIT', 'in assignments': ' AS ASSIGNMENT' }[text(row, 'context')] ?? ''
  return `CREATE CAST (${text(row, 'from')} AS ${text(row, 'to')}) ${method}${context};`
}
