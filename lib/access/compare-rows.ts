import { type Condition, TRUE } from '../sql/condition'
import { type IsSameText, implies } from './implies'
import type { Command } from './policy-rule'
import { PUBLIC } from './roles'
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
  /** Only where the role is `public`. */
  readonly every?: EveryRole
}

/** How far a change for every role is one for every role that row-level security holds back. */
export interface EveryRole {
  /** Those of the roles that were asked about for whom it is not. */
  readonly but: readonly string[]
  /** Whether the source lets some rows through to another of them. */
  readonly isAnyLetThrough: boolean
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
  const outcomes = FILTERED.map(([command, side]) => {
    const ofRoles = roles.map((role): Outcome => {
      const filters = [source, target].map((each) => filterOf(each, role, command, side)) as Filters
      const [from, to] = filters.map(extentOf) as [Extent, Extent]
      return { role, command, side, width: widthOf(...filters, isSame), source: from, target: to }
    })
    return ofRoles.map((outcome) =>
      outcome.role === PUBLIC ? { ...outcome, every: everyRole(outcome, ofRoles, source, target) } : outcome,
    )
  })
  return roles.flatMap((_, i) =>
    outcomes.flatMap((ofRoles) => {
      const { width, ...rest } = ofRoles[i] as Outcome
      return width === 'same' ? [] : [{ ...rest, width }]
    }),
  )
}

type Outcome = Omit<RowChange, 'width'> & { readonly width: Width }
type Filters = [Condition | null, Condition | null]

function filterOf(rows: RowSide, role: string, command: Command, side: Side): Condition | null {
  return rows.passesAlways(role) ? TRUE : rowFilter(rows.security, command, side, rows.rightsOf(role))
}

function everyRole(
  ofEvery: Outcome,
  outcomes: readonly Outcome[],
  source: RowSide,
  target: RowSide,
): EveryRole {
  const others = outcomes.filter(({ role }) => role !== PUBLIC)
  const excepted = others
    .filter((other) => isHeldBack(other.role, source) || isHeldBack(other.role, target))
    .filter((other) => {
      const isPassing = passes(other.role, source) || passes(other.role, target)
      return isPassing ? !isEqual(other, ofEvery) : !isAlike(other, ofEvery)
    })
    .map(({ role }) => role)
  return {
    // A member of one of them need not be named.
    but: excepted.filter((role) => {
      const rights = target.rightsOf(role)
      return !excepted.some((other) => other !== role && rights.has(other))
    }),
    isAnyLetThrough: others.some((other) => other.source !== 'none' && isHeldBack(other.role, source)),
  }
}

function isHeldBack(role: string, side: RowSide): boolean {
  return side.security.isEnabled && !passes(role, side)
}

/** Whether it passes row-level security that is on. */
function passes(role: string, { security, rightsOf, passesAlways }: RowSide): boolean {
  const { isEnabled, isForced, owner } = security
  return isEnabled && (passesAlways(role) || (!isForced && rightsOf(role).has(owner)))
}

function isEqual(other: Outcome, ofEvery: Outcome): boolean {
  return other.source === ofEvery.source && other.target === ofEvery.target
}

/** Whether what is said of every role is true of this one: how many rows, or at least that they are more or fewer. */
function isAlike(other: Outcome, ofEvery: Outcome): boolean {
  const { width, source, target } = ofEvery
  if (target === 'every') return other.target === target
  if (target === 'none') return other.target === target && other.source === source
  return width === 'wider' && source === 'none' ? other.target !== 'none' : other.width === width
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
