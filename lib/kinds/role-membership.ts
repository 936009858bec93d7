import type { Attached, Change, FindRows, Judgement, Kind, Servers, Sides } from '../objects/kind'
import { isTrue, type Row, text } from '../objects/row'
import { quoteName } from '../sql/display'
import { roleName } from '../sql/fragments'
import { sql } from '../sql/sql'
import { isSuperuser, rolesBy } from './inherited-roles'
import { OPEN_ROLES, rolesOf } from './privileges'

/** What initdb makes in every major: pg_monitor is a member of three roles. */
const IS_BUILT_IN = sql`(m.member = 'pg_monitor'::regrole and not m.admin_option
  and m.roleid in ('pg_read_all_settings'::regrole, 'pg_read_all_stats'::regrole, 'pg_stat_scan_tables'::regrole))`

/**
 * Which role is a member of which other one, in effect: since 16 several roles may each grant a membership, and what
 * one of them allows is allowed. Before 16 a member inherited if its own attribute said so, and could always SET ROLE.
 */
export const roleMembership: Kind = {
  name: 'role-membership',
  label: { one: 'role membership', many: 'role memberships' },
  address: ['role', 'member'],
  fields: [
    { name: 'inherits', label: 'Has its rights', text: 'yesNo', severity: 'high' },
    { name: 'maySet', label: 'May become it', text: 'yesNo', severity: 'high' },
    { name: 'isAdmin', label: 'May grant it', text: 'yesNo', severity: 'high' },
    {
      name: 'grantors',
      label: 'Granted by',
      text: 'list',
      severity: 'low',
      // Before 16 a grantor was noted and never mattered.
      equal: (_source, _target, { source, target }) => Math.min(source.major, target.major) < 16,
    },
  ],
  scope: 'cluster',
  isPresent: sql`exists (select from pg_auth_members m where not ${IS_BUILT_IN})`,
  query: ({ major }) => sql`
    select granted.rolname as role, member.rolname as member,
      bool_or(${major >= 16 ? sql`m.inherit_option` : sql`member.rolinherit`}) as inherits,
      bool_or(${major >= 16 ? sql`m.set_option` : sql`true`}) as "maySet", bool_or(m.admin_option) as "isAdmin",
      json_agg(${roleName(sql`m.grantor`)} order by ${roleName(sql`m.grantor`)} collate "C")::text as grantors
    from pg_auth_members m
    join pg_roles granted on granted.oid = m.roleid
    join pg_roles member on member.oid = m.member
    where not ${IS_BUILT_IN}
    group by granted.rolname, member.rolname`,
  parent: (row) => ({ kind: 'role', address: [text(row, 'member')] }),
  requires: (row) => rolesOf(row, ['role']),
  missing: 'high',
  extra: 'high',
  judge,
  ddl,
}

function judge(
  { source, target }: Change,
  _servers: Servers,
  _attached?: readonly Attached[],
  sides?: Sides,
): Judgement {
  const row = (target ?? source) as Row
  const [role, member] = [text(row, 'role'), text(row, 'member')]
  const more = WAYS.filter(([way]) => has(target, way) && !has(source, way))
  const less = WAYS.filter(([way]) => has(source, way) && !has(target, way))
  const isIn = ([way]: Way, find: FindRows | undefined) => find !== undefined && reaches(way, row, find)
  const [gained, alsoThere] = parted(more, (way) => isIn(way, sides?.source))
  const [lost, alsoHere] = parted(less, (way) => isIn(way, sides?.target))
  const sentence = (ways: readonly Way[], before: string, after = '') =>
    ways.map(([, words]) => `${before} ${words.replace('ROLE', role)}${after}.`)
  const meaning = [
    ...sentence(gained, `Here ${member} may`),
    ...sentence(lost, `Here ${member} may not`),
    ...sentence(alsoThere, `Here ${member} may`, ' by this membership, in the source by other rights'),
    ...sentence(alsoHere, `In the source ${member} may`, ' by this membership, here by other rights'),
  ].join(' ')
  const isUnchanged = gained.length + lost.length === 0 && meaning !== ''
  return {
    ...(gained.length > 0 && OPEN_ROLES.includes(member) ? { severity: 'critical' } : {}),
    ...(isUnchanged ? { severity: 'low' } : {}),
    hazards: [
      ...(gained.length > 0 ? (['closesAccess'] as const) : []),
      ...(lost.length > 0 ? (['opensAccess'] as const) : []),
    ],
    ...(meaning ? { meaning } : {}),
  }
}

const WAYS = [
  ['inherits', 'use all privileges of ROLE'],
  ['maySet', 'become ROLE'],
  ['isAdmin', 'make others members of ROLE'],
] as const

type Way = (typeof WAYS)[number]

function parted(ways: readonly Way[], isHeld: (way: Way) => boolean): [Way[], Way[]] {
  return [ways.filter((way) => !isHeld(way)), ways.filter(isHeld)]
}

/** Whether the member of a row gets to the role on a side, through whatever memberships, or as a superuser. */
function reaches(way: Way[0], row: Row, find: FindRows): boolean {
  const [role, member] = [text(row, 'role'), text(row, 'member')]
  return isSuperuser(member, find) || (way !== 'isAdmin' && rolesBy(way, member, find).has(role))
}

function has(row: Row | undefined, way: Way[0]): boolean {
  return row !== undefined && isTrue(row, way)
}

function ddl(row: Row): string {
  const options = [
    `ADMIN ${isTrue(row, 'isAdmin') ? 'TRUE' : 'FALSE'}`,
    `INHERIT ${isTrue(row, 'inherits') ? 'TRUE' : 'FALSE'}`,
    `SET ${isTrue(row, 'maySet') ? 'TRUE' : 'FALSE'}`,
  ]
  return `GRANT ${quoteName(text(row, 'role'))} TO ${quoteName(text(row, 'member'))} WITH ${options.join(', ')};`
}
