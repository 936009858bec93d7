import type { Change, Judgement, Kind } from '../objects/kind'
import { isTrue, type Row, text } from '../objects/row'
import { quoteName, quoteText } from '../sql/display'
import { sql } from '../sql/sql'
import { enumeration } from './privileges'

/** Roles of the server, but for those that Postgres itself brings. Passwords are never read. */
export const role: Kind = {
  name: 'role',
  label: { one: 'role', many: 'roles' },
  address: ['name'],
  fields: [
    { name: 'isSuperuser', label: 'Superuser', text: 'yesNo', severity: 'critical' },
    {
      name: 'bypassesRowSecurity',
      label: 'Bypasses row-level security',
      text: 'yesNo',
      severity: 'critical',
    },
    { name: 'canLogin', label: 'Can log in', text: 'yesNo', severity: 'high' },
    { name: 'createsRoles', label: 'Creates roles', text: 'yesNo', severity: 'high' },
    { name: 'createsDatabases', label: 'Creates databases', text: 'yesNo', severity: 'medium' },
    { name: 'replicates', label: 'Replication', text: 'yesNo', severity: 'high' },
    { name: 'inherits', label: 'Inherits', text: 'yesNo', severity: 'high' },
    { name: 'connectionLimit', label: 'Connection limit', severity: 'low' },
    { name: 'validUntil', label: 'Password valid until', severity: 'medium' },
    { name: 'comment', label: 'Comment', severity: 'cosmetic' },
    { name: 'securityLabels', label: 'Security labels', text: 'list', severity: 'medium' },
  ],
  scope: 'cluster',
  query: () => sql`
    select r.rolname as name, r.rolsuper as "isSuperuser", r.rolbypassrls as "bypassesRowSecurity",
      r.rolcanlogin as "canLogin", r.rolcreaterole as "createsRoles", r.rolcreatedb as "createsDatabases",
      r.rolreplication as replicates, r.rolinherit as inherits,
      case when r.rolconnlimit >= 0 then r.rolconnlimit end as "connectionLimit", r.rolvaliduntil as "validUntil",
      shobj_description(r.oid, 'pg_authid') as comment,
      (select json_agg(l.provider || ': ' || l.label order by l.provider collate "C")::text
       from pg_shseclabel l where l.classoid = 'pg_authid'::regclass and l.objoid = r.oid) as "securityLabels"
    from pg_roles r
    where r.rolname !~ '^pg_'`,
  missing: 'high',
  extra: 'medium',
  judge,
  ddl,
}

/** Attributes that open something, each with what the role may then do. */
const POWERS = [
  ['isSuperuser', 'pass every check, as a superuser'],
  ['bypassesRowSecurity', 'pass by row-level security'],
  ['canLogin', 'log in'],
  ['createsRoles', 'create roles'],
  ['createsDatabases', 'create databases'],
  ['replicates', 'replicate'],
] as const

type Power = (typeof POWERS)[number]

function judge({ source, target, fields }: Change): Judgement {
  const name = text((target ?? source) as Row, 'name')
  const gained = powersOnlyOf(target, source)
  const lost = powersOnlyOf(source, target)
  const needless = fields.filter((field) => NEEDLESS.has(field))
  if (needless.length > 0 && gained.length + lost.length === 0) {
    return {
      severity: needless.length === fields.length ? 'low' : 'medium',
      meaning: `${name} is a superuser on both sides, and needs no other attribute.`,
    }
  }
  const meaning = [
    ...(gained.length > 0 ? [`Here ${name} may ${words(gained)}.`] : []),
    ...(lost.length > 0 && target ? [`Here ${name} may not ${words(lost)}.`] : []),
  ].join(' ')
  const isCritical = gained.some(([power]) => power === 'isSuperuser' || power === 'bypassesRowSecurity')
  return {
    ...(gained.length + lost.length > 0 ? { severity: isCritical ? 'critical' : 'high' } : {}),
    hazards: [
      ...(gained.length > 0 ? (['closesAccess'] as const) : []),
      ...(lost.length > 0 ? (['opensAccess'] as const) : []),
    ],
    ...(meaning ? { meaning } : {}),
  }
}

/** The powers that a superuser has without their attributes. */
const NEEDLESS: ReadonlySet<string> = new Set(
  POWERS.map(([power]) => power).filter((power) => power !== 'isSuperuser' && power !== 'canLogin'),
)

function has(row: Row | undefined, power: Power[0]): boolean {
  return row !== undefined && isTrue(row, power)
}

function isSuper(row: Row | undefined): boolean {
  return has(row, 'isSuperuser')
}

/** What one side's role may do and the other's may not. */
function powersOnlyOf(row: Row | undefined, other: Row | undefined): Power[] {
  return POWERS.filter(
    ([power]) => has(row, power) && !has(other, power) && !(isSuper(other) && NEEDLESS.has(power)),
  )
}

function words(powers: readonly Power[]): string {
  return enumeration(powers.map(([, verb]) => verb))
}

function ddl(row: Row): string {
  const name = quoteName(text(row, 'name'))
  const attributes = ATTRIBUTES.map(([column, word]) => (isTrue(row, column) ? word : `NO${word}`))
  if (row.connectionLimit) attributes.push(`CONNECTION LIMIT ${row.connectionLimit}`)
  if (row.validUntil) attributes.push(`VALID UNTIL ${quoteText(row.validUntil)}`)
  return [
    `CREATE ROLE ${name} WITH ${attributes.join(' ')};`,
    ...(row.comment ? [`COMMENT ON ROLE ${name} IS ${quoteText(row.comment)};`] : []),
  ].join('\n')
}

const ATTRIBUTES = [
  ['isSuperuser', 'SUPERUSER'],
  ['createsDatabases', 'CREATEDB'],
  ['createsRoles', 'CREATEROLE'],
  ['inherits', 'INHERIT'],
  ['canLogin', 'LOGIN'],
  ['replicates', 'REPLICATION'],
  ['bypassesRowSecurity', 'BYPASSRLS'],
] as const
