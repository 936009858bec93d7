import type { ObjectRef } from '../objects/address'
import type { Change, Judgement, Kind } from '../objects/kind'
import { listValue } from '../objects/list-value'
import { neededObjects } from '../objects/needed-objects'
import { type Row, text } from '../objects/row'
import { qualifiedName, quoteName } from '../sql/display'
import { deparsed, isUserSchema } from '../sql/fragments'
import { needs } from '../sql/needs'
import { sql } from '../sql/sql'

/** Row-level security policies, those on the tables of extensions and of the platform included. */
export const policy: Kind = {
  name: 'policy',
  label: { one: 'policy', many: 'policies' },
  address: ['schema', 'table', 'name'],
  fields: [
    { name: 'command', label: 'Command', severity: 'high' },
    { name: 'type', label: 'Type', severity: 'high' },
    { name: 'roles', label: 'Roles', text: 'list', severity: 'high' },
    { name: 'using', label: 'USING', text: 'expression', severity: 'high' },
    { name: 'withCheck', label: 'WITH CHECK', text: 'expression', severity: 'high' },
  ],
  details: ['needs', 'columns'],
  deparses: true,
  isPresent: sql`exists (select from pg_policy)`,
  query: ({ busy }) => sql`
    select n.nspname as schema, c.relname as table, p.polname as name,
      case p.polcmd when 'r' then 'SELECT' when 'a' then 'INSERT' when 'w' then 'UPDATE' when 'd' then 'DELETE'
        else 'ALL' end as command,
      case when p.polpermissive then 'permissive' else 'restrictive' end as type,
      (select json_agg(role.name order by role.name collate "C")::text from (
        select case when r.oid = 0 then 'public' else pg_get_userbyid(r.oid) end as name
        from unnest(p.polroles) r(oid)) role) as roles,
      case when p.polqual is not null then
        ${deparsed(sql`pg_get_expr(p.polqual, p.polrelid)`, [sql`c.oid`, sql`p.oid`], busy)} end as using,
      case when p.polwithcheck is not null then
        ${deparsed(sql`pg_get_expr(p.polwithcheck, p.polrelid)`, [sql`c.oid`, sql`p.oid`], busy)} end as "withCheck",
      ${needs(sql`pg_policy`, sql`p.oid`, sql`c.oid`)} as needs, ${COLUMNS} as columns
    from pg_policy p
    join pg_class c on c.oid = p.polrelid
    join pg_namespace n on n.oid = c.relnamespace
    where ${isUserSchema(sql`n`)}`,
  parent: (row) => ({ kind: 'table', address: [text(row, 'schema'), text(row, 'table')] }),
  requires,
  pairsByDefinition: true,
  missing: 'high',
  extra: 'high',
  judge,
  ddl,
}

/** Those columns of the policy's own table that it reads, as a JSON array. */
const COLUMNS = sql`(select json_agg(distinct a.attname)::text from pg_depend d
  join pg_attribute a on a.attrelid = p.polrelid and a.attnum = d.refobjsubid
  where d.classid = 'pg_policy'::regclass and d.objid = p.oid
    and d.refclassid = 'pg_class'::regclass and d.refobjid = p.polrelid and d.refobjsubid > 0)`

function requires(row: Row): ObjectRef[] {
  const table = [text(row, 'schema'), text(row, 'table')]
  const columns = listValue(row.columns).map((name) => ({ kind: 'column', address: [...table, name] }))
  return [...columns, ...neededObjects(row)]
}

/** A permissive policy adds rows, a restrictive one takes them away: so the same change means opposite things. */
function judge(change: Change): Judgement {
  const { source, target } = change
  if (!source) return wider(text(target as Row, 'type') === 'permissive', 'exists only here')
  if (!target) return wider(text(source, 'type') === 'restrictive', 'is missing here')
  return judgeChanged(source, target)
}

function wider(isWider: boolean, what: string): Judgement {
  return isWider
    ? {
        severity: 'critical',
        hazards: ['closesAccess'],
        meaning: `The policy ${what}: more rows are open than in the source.`,
      }
    : {
        severity: 'high',
        hazards: ['opensAccess'],
        meaning: `The policy ${what}: fewer rows are open than in the source.`,
      }
}

function judgeChanged(source: Row, target: Row): Judgement {
  for (const [clause, verb] of [
    ['using', 'reach'],
    ['withCheck', 'write'],
  ] as const) {
    if (text(target, clause) === 'true' && text(source, clause) !== 'true') {
      return {
        severity: text(target, 'type') === 'permissive' ? 'critical' : 'high',
        hazards: ['closesAccess'],
        meaning: `Here ${rolesOf(target)} may ${verb} every row (${text(target, 'command')}).`,
      }
    }
  }
  const gained = listValue(target.roles).filter((role) => !listValue(source.roles).includes(role))
  if (gained.length === 0) return { hazards: ['opensAccess', 'closesAccess'] }
  return text(target, 'type') === 'permissive'
    ? {
        severity: 'critical',
        hazards: ['closesAccess'],
        meaning: `Here the policy also serves ${gained.join(', ')}.`,
      }
    : { hazards: ['opensAccess'], meaning: `Here the policy also restricts ${gained.join(', ')}.` }
}

function rolesOf(row: Row): string {
  const roles = listValue(row.roles)
  return roles.includes('public') ? 'every role' : roles.join(', ')
}

function ddl(row: Row): string {
  const roles = listValue(row.roles).map((role) => (role === 'public' ? 'PUBLIC' : quoteName(role)))
  return [
    `CREATE POLICY ${quoteName(text(row, 'name'))} ON ${qualifiedName(text(row, 'schema'), text(row, 'table'))}`,
    `  AS ${text(row, 'type').toUpperCase()} FOR ${text(row, 'command')} TO ${roles.join(', ')}`,
    ...(row.using ? [`  USING (${row.using})`] : []),
    ...(row.withCheck ? [`  WITH CHECK (${row.withCheck})`] : []),
  ]
    .join('\n')
    .concat(';')
}
