import type { ObjectRef } from '../objects/address'
import type { Attached, Change, FindRows, Judgement, Kind, Servers, Severity, Sides } from '../objects/kind'
import { isTrue, type Row, text } from '../objects/row'
import { grantsOf, NO_ACL } from '../sql/acl'
import { quoteName } from '../sql/display'
import { roleName } from '../sql/fragments'
import { sql } from '../sql/sql'
import { grantStatements } from './grant-statements'
import { privilegesOf } from './privilege-list'
import {
  API_ROLES,
  enumeration,
  granteeName,
  isSamePrivileges,
  judgePrivileges,
  mayNot,
  type PrivilegeChange,
  privilegeChange,
  rolesOf,
} from './privileges'

/**
 * What a grantee gets on objects that one role creates later. An entry for all schemas replaces what the server gives by
 * itself, so it is listed where it says something else; one for a schema adds to that. What a creator gives himself on
 * objects of his own is no difference, unless an entry for all schemas takes his rights away.
 */
export const defaultPrivilege: Kind = {
  name: 'default-privilege',
  label: { one: 'default privilege', many: 'default privileges' },
  address: ['creator', 'schema', 'objectType', 'grantee'],
  fields: [
    {
      name: 'privileges',
      label: 'Privileges',
      text: 'list',
      severity: 'high',
      equal: isSamePrivileges,
    },
  ],
  details: ['unlisted', 'isEmptyList'],
  isPresent: sql`exists (select from pg_default_acl)`,
  query: () => sql`
    select granted.* from (${grantsOf(sql`
      select ${roleName(sql`d.defaclrole`)} as creator, n.nspname as schema,
        case d.defaclobjtype when 'r' then 'tables' when 'S' then 'sequences' when 'f' then 'functions'
          when 'T' then 'types' when 'n' then 'schemas' when 'L' then 'large objects' end as "objectType",
        cardinality(d.defaclacl) = 0 as "isEmptyList", d.defaclacl as acl, d.defaclrole as owner, false as "showsAll",
        case when d.defaclnamespace <> 0 then ${NO_ACL}
          else acldefault(case d.defaclobjtype when 'S' then 's' else d.defaclobjtype end, d.defaclrole) end as preset,
        d.defaclnamespace <> 0 and not exists (select from pg_default_acl g
          where g.defaclrole = d.defaclrole and g.defaclobjtype = d.defaclobjtype and g.defaclnamespace = 0)
          as "keepsOwnRights"
      from pg_default_acl d
      left join pg_namespace n on n.oid = d.defaclnamespace`)}) granted
    where not (granted."isOwner" and granted."keepsOwnRights")`,
  parent: (row) => (row.schema ? { kind: 'schema', address: [row.schema] } : creatorOf(row)),
  requires: (row) => [creatorOf(row), ...rolesOf(row, ['grantee'])],
  missing: 'high',
  extra: 'high',
  judge,
  ddl,
}

function creatorOf(row: Row): ObjectRef {
  return { kind: 'role', address: [text(row, 'creator')] }
}

function judge(change: Change, servers: Servers, _attached?: readonly Attached[], sides?: Sides): Judgement {
  const row = (change.target ?? change.source) as Row
  const severity = severityOf(row)
  const beside = sides && { source: given(row, sides.source), target: given(row, sides.target) }
  const privileges = privilegeChange(change, servers, beside)
  return { ...judgePrivileges(privileges, () => severity, severity), meaning: meaningOf(row, privileges) }
}

/**
 * Tells what the grantee of an entry gets on a side in all: the server adds up the entries for all schemas and for the
 * schema, and those of every role. A list for all schemas that is empty counts as none where nothing is added to it.
 */
function given(row: Row, find: FindRows): (privilege: string) => boolean {
  const entries = find('default-privilege', text(row, 'creator')).filter(
    ({ objectType }) => objectType === row.objectType,
  )
  const inAll = entries.filter(({ schema }) => schema === null)
  const inSchema = entries.filter(({ schema }) => schema !== null && schema === row.schema)
  const isEmpty = inAll.some((each) => isTrue(each, 'isEmptyList'))
  const gives = (grantee: string, privilege: string) => {
    const entry =
      isEmpty && inSchema.length === 0 ? undefined : inAll.find((each) => each.grantee === grantee)
    const holds = (each: Row) => privilegesOf(each).includes(privilege)
    const isByAll = entry
      ? holds(entry)
      : givesByItself(row, grantee, privilege) && !(isEmpty && inSchema.length > 0)
    return isByAll || inSchema.some((each) => each.grantee === grantee && holds(each))
  }
  return (privilege) => gives(text(row, 'grantee'), privilege) || gives('public', privilege)
}

/** What the server gives without any entry. */
function givesByItself(row: Row, grantee: string, privilege: string): boolean {
  if (grantee === row.creator) return true
  const isOpen = `${row.objectType} ${privilege}`
  return grantee === 'public' && ['functions EXECUTE', 'types USAGE'].includes(isOpen)
}

/** Nothing is open yet: it is what the next migration creates that differs. */
function severityOf(row: Row): Severity {
  if (row.objectType === 'types') return 'low'
  return API_ROLES.includes(text(row, 'grantee')) ? 'high' : 'medium'
}

function meaningOf(row: Row, change: PrivilegeChange): string {
  const { gained, lost, optionGained, optionLost } = change
  const unchanged = [...change.otherwiseGained, ...change.otherwiseLost]
  const who = granteeName(text(row, 'grantee'))
  const where = row.schema ? ` in ${row.schema}` : ''
  const what = `on new ${text(row, 'objectType')} that ${text(row, 'creator')} creates${where}`
  const sentences = [
    ...(gained.length > 0 ? [`Here ${who} gets ${enumeration(gained)} ${what}.`] : []),
    ...(lost.length > 0
      ? [`Here ${doesNotGet(row)} ${enumeration(lost)} ${what}, unless a migration grants it.`]
      : []),
    ...(optionGained.length > 0
      ? [`Here ${who} may grant ${enumeration(optionGained)} to others ${what}.`]
      : []),
    ...(optionLost.length > 0
      ? [`Here ${mayNot(text(row, 'grantee'), `grant ${enumeration(optionLost)} to others`)} ${what}.`]
      : []),
    ...(unchanged.length > 0
      ? [`On both sides ${who} gets ${enumeration(unchanged)} ${what}, by different entries.`]
      : []),
    ...(isByProjectAge(row) ? ['What a Supabase project starts with here depends on when it was made.'] : []),
  ]
  return sentences.join(' ')
}

function doesNotGet({ grantee }: Row): string {
  return grantee === 'public' ? 'not every role gets' : `${grantee} does not get`
}

/** Since 2026 a new project can be made without the entries that open new objects in `public` to the Data API. */
function isByProjectAge(row: Row): boolean {
  return row.schema === 'public' && API_ROLES.includes(text(row, 'grantee')) && row.grantee !== 'public'
}

function ddl(row: Row): string {
  const schema = row.schema ? ` IN SCHEMA ${quoteName(row.schema)}` : ''
  return grantStatements(row, {
    prefix: `ALTER DEFAULT PRIVILEGES FOR ROLE ${quoteName(text(row, 'creator'))}${schema} `,
    on: (privileges) => `${privileges.join(', ')} ON ${text(row, 'objectType').toUpperCase()}`,
  })
}
