import { policy as policyKind } from '../kinds/policy'
import type { ComparisonRules } from '../objects/comparison-rules'
import { compareFields } from '../objects/fields'
import type { Servers } from '../objects/kind'
import { BUSY } from '../sql/fragments'
import { compareRows, type RowChange, type RowSide, type Width } from './compare-rows'
import type { IsSameText } from './implies'
import { type PolicyPair, pairPolicies } from './pair-policies'
import { namedByPolicies, parsePolicies } from './policy-lines'
import { policyRule } from './policy-rule'
import type { SecurityIndex, TableSecurity } from './security-index'

/** One table of one snapshot, with what is known of the roles there. */
export interface TableSide {
  readonly table: TableSecurity
  readonly index: SecurityIndex
}

/** How the row-level security of a table stands to the source's. */
export interface TableComparison {
  /** `equivalent`: worded differently, and proven to let the same rows through. */
  readonly verdict: Width | 'equivalent'
  /** For whom it lets more or fewer rows through. */
  readonly changes: readonly RowChange[]
  /** False where no grant lets any of them reach the table now. */
  readonly isReached: boolean
  readonly switches: { readonly isEnabled: boolean; readonly isForced: boolean }
  /** Whether it has another owner, whom row-level security lets pass unless it is forced. */
  readonly hasOtherOwner: boolean
  /** The roles whom row-level security never holds back on one side only, where that makes a difference. */
  readonly passers: readonly string[]
  /** Policies that are not word for word the same. */
  readonly policies: readonly PolicyPair[]
}

/** What comparing needs to know beside both sides. */
export interface ComparisonContext {
  readonly servers: Servers
  readonly rules: ComparisonRules
  readonly isSame: IsSameText
}

const SAME: TableComparison = {
  verdict: 'same',
  changes: [],
  isReached: true,
  switches: { isEnabled: false, isForced: false },
  hasOtherOwner: false,
  passers: [],
  policies: [],
}

/** Compares one table's row-level security, source first; who holds which grant is not part of it. */
export function compareTables(
  source: TableSide,
  target: TableSide,
  context: ComparisonContext,
): TableComparison {
  const [before, after] = [source.table, target.table]
  if (!before.policies || !after.policies) return { ...SAME, verdict: 'unknown' }
  const hasOtherOwner = (passesOwner(before) || passesOwner(after)) && isOwnedOtherwise(source, target)
  const passers = before.isEnabled || after.isEnabled ? passersOfOne(source, target) : []
  const isHidden = before.definition.includes(BUSY) || after.definition.includes(BUSY)
  if (before.definition === after.definition && !isHidden && !hasOtherOwner && passers.length === 0)
    return SAME
  const switches = {
    isEnabled: before.isEnabled !== after.isEnabled,
    isForced: before.isForced !== after.isForced,
  }
  const [rowsBefore, rowsAfter] = [parsePolicies(before.policies), parsePolicies(after.policies)]
  const policies = pairPolicies(rowsBefore, rowsAfter, (from, to) =>
    compareFields(policyKind, from, to, context.servers, context.rules).different.map(({ name }) => name),
  )
  const isWordedAlike = !switches.isEnabled && !switches.isForced && policies.length === 0 && !isHidden
  if (isWordedAlike && !hasOtherOwner && passers.length === 0) return SAME
  const all = compareRows(
    rowSide(source, passers),
    rowSide(target, passers),
    rolesToAsk(source, target),
    context.isSame,
  )
  if (isWordedAlike && all.length === 0) return SAME
  const reached = all.filter((change) => isReached(change, source, target))
  const changes = reached.length > 0 ? reached : all
  return {
    verdict: verdictOf(changes),
    changes,
    isReached: reached.length > 0 || all.length === 0,
    switches,
    hasOtherOwner,
    passers: passers.filter((role) => all.some((change) => change.role === role)),
    policies,
  }
}

function passesOwner({ isEnabled, isForced }: TableSecurity): boolean {
  return isEnabled && !isForced
}

/** Whether it belongs to another role; one that the other server lacks is only what the owner is called there. */
function isOwnedOtherwise(source: TableSide, target: TableSide): boolean {
  const isCounterpart = (here: TableSide, there: TableSide) =>
    here.index.roles.has(here.table.owner) && !there.index.roles.has(here.table.owner)
  return (
    source.table.owner !== target.table.owner &&
    !isCounterpart(source, target) &&
    !isCounterpart(target, source)
  )
}

function rowSide({ table, index: { roles } }: TableSide, passers: readonly string[]): RowSide {
  const { isEnabled, isForced, owner, policies } = table
  return {
    security: { isEnabled, isForced, owner, policies: parsePolicies(policies ?? []).map(policyRule) },
    rightsOf: roles.rightsOf,
    passesAlways: (role) => passers.includes(role) && roles.passesAlways(role),
  }
}

/** Roles of both servers that only one of them never holds back, as far as they are asked about for this table. */
function passersOfOne(source: TableSide, target: TableSide): string[] {
  const [here, there] = [source.index.roles, target.index.roles]
  const known = [...here.passers, ...there.passers].filter(
    (role) => here.has(role) && there.has(role) && here.passesAlways(role) !== there.passesAlways(role),
  )
  if (known.length === 0) return []
  const asked = new Set(rolesToAsk(source, target))
  return known.filter((role) => asked.has(role))
}

/** The owner and everybody a policy names or who reaches the table, on either side, but for those who always pass. */
function rolesToAsk(source: TableSide, target: TableSide): string[] {
  const sides = [source, target]
  const named = sides.flatMap(({ table }) => namedByPolicies(table.policies ?? []).roles)
  const reaching = sides.flatMap(({ table }) => (table.reach ?? []).map(({ role }) => role))
  const owners = sides.map(({ table }) => table.owner)
  const roles = [...new Set(['public', ...named, ...reaching, ...owners])]
  return roles.filter((role) => !sides.every(({ index }) => index.roles.passesAlways(role)))
}

/**
 * What somebody gained counts where he reaches the table in the target, what he lost where he did in the source. Where row-level
 * security is not there for a role, nobody asked whether it reaches the table, so the other side tells.
 */
function isReached({ role, command, width }: RowChange, source: TableSide, target: TableSide): boolean {
  const passes = [source, target].some(({ index }) => index.roles.passesAlways(role))
  const sides =
    passes || (width !== 'wider' && width !== 'narrower')
      ? [source, target]
      : [width === 'wider' ? target : source]
  return sides.some(({ table, index }) => {
    if (!table.reach) return true
    const rights = index.roles.rightsOf(role)
    if (rights.has(table.owner)) return true
    return table.reach.some((reach) => rights.has(reach.role) && reach.commands.includes(command))
  })
}

/** Wider for one role is wider, whatever it is for others. */
function verdictOf(changes: readonly RowChange[]): TableComparison['verdict'] {
  for (const width of ['wider', 'unknown', 'unordered', 'narrower'] as const) {
    if (changes.some((change) => change.width === width)) return width
  }
  return 'equivalent'
}
