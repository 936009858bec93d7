import { namedByPolicies } from './policy-lines'
import { PUBLIC } from './roles'
import type { SecurityIndex, TableSecurity } from './security-index'
import { sharedRoles } from './shared-roles'

/** One table of one snapshot, with what is known of the roles there. */
export interface TableSide {
  readonly table: TableSecurity
  readonly index: SecurityIndex
}

type Sides = readonly [source: TableSide, target: TableSide]

/** A role that has rights over a table from other roles on one side, and not on the other one. */
export interface RightsChange {
  readonly role: string
  /** The roles whose rights it has in the target only, and in the source only. */
  readonly gained: readonly string[]
  readonly lost: readonly string[]
}

/** The owner and everybody a policy names or who reaches the table, on either side, but for those who always pass. */
export function rolesToAsk(...sides: Sides): string[] {
  const roles = new Set([PUBLIC, ...named(sides), ...reaching(sides), ...owners(sides)])
  return [...roles].filter((role) => !sides.every(({ index }) => index.roles.passesAlways(role)))
}

/**
 * Roles that no policy names and that have the rights of several who are asked: they may fare otherwise than each of these. Of
 * those that have the same rights one is asked.
 */
export function combinedRoles(...sides: Sides): string[] {
  const { members } = sharedRoles(sides[0].index, sides[1].index)
  if (members.length === 0) return []
  const deciding = [...new Set([...named(sides), ...reaching(sides), ...owners(sides)])]
  const known = new Set(rolesToAsk(...sides).map((role) => rightsKey(role, deciding, sides)))
  return members.filter((role) => {
    const key = rightsKey(role, deciding, sides)
    return !known.has(key) && known.add(key)
  })
}

/** Roles of both servers that only one of them never holds back, as far as the table is about them or they reach it. */
export function passersOfOne(...sides: Sides): string[] {
  const { passersOfOne: known } = sharedRoles(sides[0].index, sides[1].index)
  if (known.length === 0) return []
  const asked = new Set(rolesToAsk(...sides))
  return known.filter((role) => asked.has(role) || sides.some((side) => reaches(role, side)))
}

/** Roles of both servers that reach the table, and that have rights over its rows from other roles on one of them only. */
export function changedRights(...sides: Sides): RightsChange[] {
  const { changed } = sharedRoles(sides[0].index, sides[1].index)
  if (changed.length === 0) return []
  const deciding = [...new Set([...named(sides), ...owners(sides)])]
  return changed.flatMap((role): RightsChange[] => {
    const [before, after] = sides.map(({ index }) => index.roles.rightsOf(role)) as [Rights, Rights]
    const gained = deciding.filter((each) => after.has(each) && !before.has(each))
    const lost = deciding.filter((each) => before.has(each) && !after.has(each))
    const isAsked = gained.length + lost.length > 0 && sides.some((side) => reaches(role, side))
    return isAsked ? [{ role, gained, lost }] : []
  })
}

type Rights = ReadonlySet<string>

/** Whether it may do anything with the table, as far as that is known. */
function reaches(role: string, { table, index }: TableSide): boolean {
  const rights = index.roles.rightsOf(role)
  return rights.has(table.owner) || (table.reach ?? []).some((reach) => rights.has(reach.role))
}

function named(sides: Sides): string[] {
  return sides.flatMap(({ table }) => namedByPolicies(table.policies ?? []).roles)
}

function reaching(sides: Sides): string[] {
  return sides.flatMap(({ table }) => (table.reach ?? []).map(({ role }) => role))
}

function owners(sides: Sides): string[] {
  return sides.map(({ table }) => table.owner)
}

/** Two roles with the same key get the same rows on both sides. */
function rightsKey(role: string, deciding: readonly string[], sides: Sides): string {
  return JSON.stringify(
    sides.map(({ index: { roles } }) => {
      const rights = roles.rightsOf(role)
      return roles.passesAlways(role) ? null : deciding.filter((each) => rights.has(each))
    }),
  )
}
