import { isPlatformOwner } from '../supabase/platform-names'
import { perPair } from './per-pair'
import { PUBLIC } from './roles'

/** Roles that two servers have, and that row-level security holds back on one of them at least. */
export interface SharedRoles {
  /** Those that have rights of other roles. */
  readonly members: readonly string[]
  /** Those of them that do not have the same ones on both servers. */
  readonly changed: readonly string[]
  /** Those that only one server never holds back. */
  readonly passersOfOne: readonly string[]
}

/** What two servers' roles have in common. */
export const sharedRoles = perPair(({ roles: here, isSupabase }, { roles: there }): SharedRoles => {
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
})

function haveSame(rights: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return rights.size === others.size && [...rights].every((right) => others.has(right))
}
