import type { Queryable } from '../queryable'
import { quoted } from './quote-names'
import { OWN_ROLES } from './role-statements'

/** From this major on a membership has options of its own, and only who has the admin option may be its grantor. */
const HAS_OPTIONS = 16

interface Membership {
  readonly roleOid: number
  readonly memberOid: number
  readonly grantorOid: number
  readonly role: string
  readonly member: string
  readonly grantor: string | null
  readonly isAdmin: boolean
  readonly inherits: boolean
  readonly maySet: boolean
}

/** One statement for each membership; who grants one comes after where that was granted to it. */
export async function memberships(client: Queryable, major: number, quotesAll: boolean): Promise<string[]> {
  const options =
    major < HAS_OPTIONS
      ? 'true as inherits, true as "maySet"'
      : 'm.inherit_option as inherits, m.set_option as "maySet"'
  const { rows } = await client.query(`
    select m.roleid::int8::float8 as "roleOid", m.member::int8::float8 as "memberOid",
      m.grantor::int8::float8 as "grantorOid", ${quoted('r.rolname', quotesAll)} as role,
      ${quoted('u.rolname', quotesAll)} as member, ${quoted('g.rolname', quotesAll)} as grantor,
      m.admin_option as "isAdmin", ${options}
    from pg_auth_members m join pg_roles r on r.oid = m.roleid join pg_roles u on u.oid = m.member
      left join pg_roles g on g.oid = m.grantor
    where not (r.rolname ${OWN_ROLES} and u.rolname ${OWN_ROLES})
    order by r.rolname collate "C", u.rolname collate "C", g.rolname collate "C"`)
  const found = rows as Membership[]
  return (major < HAS_OPTIONS ? found : inOrder(found)).map((each) => statement(each, major))
}

/** The bootstrap superuser may grant everything; what others granted comes once they may. */
function inOrder(all: readonly Membership[]): Membership[] {
  const ordered: Membership[] = []
  const mayGrant = new Set<string>()
  let left = [...all]
  while (left.length > 0) {
    const ready = left.filter(
      ({ roleOid, grantorOid }) => grantorOid === BOOTSTRAP || mayGrant.has(`${roleOid} ${grantorOid}`),
    )
    const next = ready.length > 0 ? ready : left
    ordered.push(...next)
    for (const { roleOid, memberOid, isAdmin } of next) if (isAdmin) mayGrant.add(`${roleOid} ${memberOid}`)
    left = left.filter((each) => !next.includes(each))
  }
  return ordered
}

const BOOTSTRAP = 10

function statement(each: Membership, major: number): string {
  const { role, member, grantor, isAdmin, inherits, maySet } = each
  const options = [
    ...(isAdmin ? ['ADMIN OPTION'] : []),
    ...(major < HAS_OPTIONS ? [] : [`INHERIT ${inherits ? 'TRUE' : 'FALSE'}`]),
    ...(maySet ? [] : ['SET FALSE']),
  ]
  const words = options.length === 0 ? '' : ` WITH ${options.join(', ')}`
  const by = major < HAS_OPTIONS || grantor === null ? '' : ` GRANTED BY ${grantor}`
  return `GRANT ${role} TO ${member}${words}${by};`
}
