import { type Condition, TRUE } from './condition'
import { type IsSameText, implies } from './implies'
import type { Command } from './policy-rule'
import { FILTERED, type RowSecurity, rowFilter, type Side } from './row-filter'

/**
 * How the rows that the target lets through stand to the source's: `unordered` where neither is proven to hold the
 * other, `unknown` where a policy could not be read.
 */
export type Width = 'same' | 'wider' | 'narrower' | 'unordered' | 'unknown'

/** How many rows a condition lets through, as far as it says so itself. */
export type Extent = 'every' | 'some' | 'none'

/** What differs for one role and one command. */
export interface RowChange {
  readonly role: string
  readonly command: Command
  readonly side: Side
  readonly width: Exclude<Width, 'same'>
  readonly source: Extent
  readonly target: Extent
}

/** One side of a comparison, with the rights each role has there. */
export interface RowSide {
  readonly security: RowSecurity
  readonly rightsOf: (role: string) => ReadonlySet<string>
  /** Whether row-level security never holds it back. */
  readonly passesAlways: (role: string) => boolean
}

/** For which of these roles, by which command, the target lets other rows through than the source. */
export function compareRows(
  source: RowSide,
  target: RowSide,
  roles: readonly string[],
  isSame: IsSameText,
): RowChange[] {
  return roles.flatMap((role) =>
    FILTERED.flatMap(([command, side]): RowChange[] => {
      const filters = [source, target].map(({ security, rightsOf, passesAlways }) =>
        passesAlways(role) ? TRUE : rowFilter(security, command, side, rightsOf(role)),
      ) as [Condition | null, Condition | null]
      const width = widthOf(...filters, isSame)
      const [from, to] = filters.map(extentOf) as [Extent, Extent]
      return width === 'same' ? [] : [{ role, command, side, width, source: from, target: to }]
    }),
  )
}

/** How the second condition stands to the first one. */
export function widthOf(source: Condition | null, target: Condition | null, isSame: IsSameText): Width {
  if (!source || !target) return 'unknown'
  const isAtLeast = implies(source, target, isSame)
  const isAtMost = implies(target, source, isSame)
  if (isAtLeast && isAtMost) return 'same'
  if (isAtLeast) return 'wider'
  return isAtMost ? 'narrower' : 'unordered'
}

function extentOf(condition: Condition | null): Extent {
  if (condition?.type === 'true') return 'every'
  return condition?.type === 'false' ? 'none' : 'some'
}
