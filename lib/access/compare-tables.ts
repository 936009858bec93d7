import { policy as policyKind } from '../kinds/policy'
import type { ComparisonRules } from '../objects/comparison-rules'
import { compareFields } from '../objects/fields'
import type { Servers } from '../objects/kind'
import { BUSY } from '../sql/fragments'
import {
  changedRights,
  combinedRoles,
  passersOfOne,
  type RightsChange,
  rolesToAsk,
  type TableSide,
} from './asked-roles'
import { type CallChange, changedCalls, sameUnlessCalled } from './compare-calls'
import { compareRows, type RowChange, type RowSide, type Width } from './compare-rows'
import type { IsSameText } from './implies'
import { type PolicyPair, pairPolicies } from './pair-policies'
import { parsePolicies } from './policy-lines'
import { policyRule } from './policy-rule'
import type { TableSecurity } from './security-index'

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
  /** The roles that have rights over it from other roles on one side only, where that makes a difference. */
  readonly rights: readonly RightsChange[]
  /** Functions that its policies call and that are not the same, where that makes a difference. */
  readonly calls: readonly CallChange[]
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
  rights: [],
  calls: [],
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
  const isFiltered = before.isEnabled || after.isEnabled
  const passers = isFiltered ? passersOfOne(source, target) : []
  const rights = isFiltered ? changedRights(source, target) : []
  const calls = before.isEnabled && after.isEnabled ? changedCalls(source, target, context) : []
  const affected = [...new Set([...passers, ...rights.map(({ role }) => role)])]
  const isHidden = before.definition.includes(BUSY) || after.definition.includes(BUSY)
  const isAffected = hasOtherOwner || calls.length > 0 || affected.length > 0
  if (before.definition === after.definition && !isHidden && !isAffected) return SAME
  const switches = {
    isEnabled: before.isEnabled !== after.isEnabled,
    isForced: before.isForced !== after.isForced,
  }
  const [rowsBefore, rowsAfter] = [parsePolicies(before.policies), parsePolicies(after.policies)]
  const policies = pairPolicies(rowsBefore, rowsAfter, (from, to) =>
    compareFields(policyKind, from, to, context.servers, context.rules).different.map(({ name }) => name),
  )
  const isWordedAlike = !switches.isEnabled && !switches.isForced && policies.length === 0 && !isHidden
  if (isWordedAlike && !isAffected) return SAME
  const asked = [...new Set([...rolesToAsk(source, target), ...affected])]
  const combined = combinedRoles(source, target).filter((role) => !asked.includes(role))
  const all = compareRows(
    rowSide(source, passers),
    rowSide(target, passers),
    isWordedAlike && !hasOtherOwner && calls.length === 0 ? affected : [...asked, ...combined],
    sameUnlessCalled(context.isSame, calls, target),
  )
  if (isWordedAlike && all.length === 0) return SAME
  const reached = all.filter((change) => isReached(change, source, target))
  const told = reached.length > 0 ? reached : all
  const changes = told.filter(
    (change) => !combined.includes(change.role) || !isOfAnother(change, told, source, target),
  )
  const hasChange = (role: string) => all.some((change) => change.role === role)
  return {
    verdict: verdictOf(changes),
    changes,
    isReached: reached.length > 0 || all.length === 0,
    switches,
    hasOtherOwner,
    passers: passers.filter(hasChange),
    rights: rights.filter(({ role }) => hasChange(role)),
    calls: all.length > 0 ? calls : [],
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

/** Whether the same is told of a role whose rights it has. */
function isOfAnother(
  change: RowChange,
  told: readonly RowChange[],
  source: TableSide,
  target: TableSide,
): boolean {
  const [before, after] = [source, target].map(({ index }) => index.roles.rightsOf(change.role))
  return told.some(
    (other) =>
      other.role !== change.role &&
      before?.has(other.role) &&
      after?.has(other.role) &&
      JSON.stringify({ ...other, role: change.role, every: undefined }) === JSON.stringify(change),
  )
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
