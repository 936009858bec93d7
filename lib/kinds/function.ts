import type { Change, Judgement, Kind } from '../objects/kind'
import { listValue } from '../objects/list-value'
import { isTrue, type Row, text } from '../objects/row'
import { qualifiedName, quoteText } from '../sql/display'
import { deparsed, isUserMade, isUserSchema, roleName } from '../sql/fragments'
import { sql } from '../sql/sql'

/** Functions, procedures and window functions; aggregates are a kind of their own. */
export const functionKind: Kind = {
  name: 'function',
  label: { one: 'function', many: 'functions' },
  address: ['schema', 'name', 'argumentTypes'],
  fields: [
    { name: 'type', label: 'Type', severity: 'high' },
    { name: 'arguments', label: 'Arguments', severity: 'high' },
    { name: 'result', label: 'Returns', severity: 'high' },
    { name: 'language', label: 'Language', severity: 'high' },
    { name: 'body', label: 'Body', text: 'code', severity: 'high' },
    { name: 'securityDefiner', label: 'Security definer', text: 'yesNo', severity: 'critical' },
    { name: 'settings', label: 'SET', text: 'list', severity: 'high' },
    { name: 'volatility', label: 'Volatility', severity: 'medium' },
    { name: 'isStrict', label: 'Strict', text: 'yesNo', severity: 'medium' },
    { name: 'parallel', label: 'Parallel', severity: 'low' },
    { name: 'isLeakproof', label: 'Leakproof', text: 'yesNo', severity: 'medium' },
    { name: 'cost', label: 'Cost', severity: 'low' },
    { name: 'rows', label: 'Rows', severity: 'low' },
    { name: 'support', label: 'Support function', severity: 'low' },
    { name: 'transforms', label: 'Transforms', text: 'list', severity: 'low' },
    { name: 'owner', label: 'Owner', severity: 'low', role: 'owner' },
  ],
  deparses: true,
  query: ({ busy }) => sql`
    select n.nspname as schema, p.proname as name, oidvectortypes(p.proargtypes) as "argumentTypes",
      case p.prokind when 'p' then 'procedure' when 'w' then 'window function' else 'function' end as type,
      pg_get_function_arguments(p.oid) as arguments,
      pg_get_function_result(p.oid) as result,
      l.lanname as language,
      case when p.prosqlbody is not null then ${deparsed(sql`pg_get_function_sqlbody(p.oid)`, [sql`p.oid`], busy)}
        when p.probin is not null then p.probin || ', ' || p.prosrc else p.prosrc end as body,
      p.prosecdef as "securityDefiner",
      (select json_agg(setting order by setting collate "C")::text from unnest(p.proconfig) setting) as settings,
      case p.provolatile when 'i' then 'immutable' when 's' then 'stable' else 'volatile' end as volatility,
      p.proisstrict as "isStrict",
      case p.proparallel when 's' then 'safe' when 'r' then 'restricted' else 'unsafe' end as parallel,
      p.proleakproof as "isLeakproof", p.procost as cost,
      case when p.proretset then p.prorows end as rows,
      case when p.prosupport <> 0 then p.prosupport::regproc::text end as support,
      (select json_agg(format_type(t, null))::text from unnest(p.protrftypes) t) as transforms,
      ${roleName(sql`p.proowner`)} as owner
    from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace
    join pg_language l on l.oid = p.prolang
    where p.prokind <> 'a' and ${isUserMade(sql`p.oid`, sql`pg_proc`)} and ${isUserSchema(sql`n`)}`,
  parent: (row) => ({ kind: 'schema', address: [text(row, 'schema')] }),
  missing: 'high',
  extra: 'medium',
  judge,
  ddl,
}

function judge({ source, target, fields }: Change): Judgement {
  if (!source || !target || !fields.includes('securityDefiner')) return {}
  return isTrue(target, 'securityDefiner')
    ? {
        severity: 'critical',
        hazards: ['closesAccess'],
        meaning: "Here the function runs with its owner's rights, whoever calls it.",
      }
    : {
        severity: 'high',
        hazards: ['opensAccess'],
        meaning: "Here the function runs with its caller's rights, not its owner's.",
      }
}

function ddl(row: Row): string {
  const word = text(row, 'type') === 'procedure' ? 'PROCEDURE' : 'FUNCTION'
  const name = qualifiedName(text(row, 'schema'), text(row, 'name'))
  const lines = [`CREATE OR REPLACE ${word} ${name}(${text(row, 'arguments')})`]
  if (row.result) lines.push(`  RETURNS ${row.result}`)
  lines.push(`  LANGUAGE ${text(row, 'language')}`)
  if (text(row, 'type') === 'window function') lines.push('  WINDOW')
  if (text(row, 'volatility') !== 'volatile') lines.push(`  ${text(row, 'volatility').toUpperCase()}`)
  if (isTrue(row, 'isStrict')) lines.push('  STRICT')
  if (isTrue(row, 'isLeakproof')) lines.push('  LEAKPROOF')
  if (isTrue(row, 'securityDefiner')) lines.push('  SECURITY DEFINER')
  if (text(row, 'parallel') !== 'unsafe') lines.push(`  PARALLEL ${text(row, 'parallel').toUpperCase()}`)
  for (const setting of listValue(row.settings)) {
    const [parameter, ...value] = setting.split('=')
    lines.push(`  SET ${parameter} TO ${quoteText(value.join('='))}`)
  }
  lines.push(bodyClause(text(row, 'body')))
  return `${lines.join('\n')};`
}

function bodyClause(body: string): string {
  if (/^(BEGIN ATOMIC|RETURN )/.test(body)) return body
  let tag = '$function$'
  while (body.includes(tag)) tag = `$f${tag.slice(1)}`
  return `AS ${tag}${body}${tag}`
}
