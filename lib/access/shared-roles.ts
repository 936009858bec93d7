import { isPlatformOwner } from '../supabase/platform-names'
import { PUBLIC } from './roles'
import type { SecurityIndex } from './security-index'

/** Roles that two servers have, and that row-level security holds back on one of them at least. */
export interface SharedRoles {
  /** Those that have rights of other roles. */
  readonly members: readonly string[]
  /** Those of them that do not have the same ones on both servers. */
  readonly changed: readonly string[]
  /** Those that only one server never holds back. */
  readonly passersOfOne: readonly string[]
}

const known = new WeakMap<SecurityIndex, WeakMap<SecurityIndex, SharedRoles>>()

/** What two servers' roles have in common; found out once a pair, as every table asks. */
export function sharedRoles(source: SecurityIndex, target: SecurityIndex): SharedRoles {
  const ofSource = known.get(source) ?? new WeakMap<SecurityIndex, SharedRoles>()
  const found = ofSource.get(target) ?? findShared(source, target)
  known.set(source, ofSource.set(target, found))
  return found
}

function findShared(
  { roles: here, isSupabase }: SecurityIndex,
  { roles: there }: SecurityIndex,
): SharedRoles {
  const shared = here.names.filter((role) => there.has(role))
  const members = shared.filter(
    (role) =>
      !(here.passesAlways(role) && there.passesAlways(role)) &&
      !(isSupabase && isPlatformOwner(role)) &&
      [here, there].some(({ rightsOf }) =>
        [...rightsOf(role)].some((right) => right !== role && right !== PUBLIC),
      ),
  )
  return {
    members,
    changed: members.filter((role) => !haveSame(here.rightsOf(role), there.rightsOf(role))),
    passersOfOne: shared.filter((role) => here.passesAlways(role) !== there.passesAlways(role)),
  }
}

function haveSame(rights: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return rights.size === others.size && [...rights].every((right) => others.has(right))
}
