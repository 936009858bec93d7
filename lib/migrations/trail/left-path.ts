import { parseObjectId } from '../../objects/address'
import type { ComparisonRules } from '../../objects/comparison-rules'
import type { Difference, Reason } from '../../objects/difference'
import { compareFields } from '../../objects/fields'
import type { Row } from '../../objects/row'
import { findObject } from '../../objects/snapshot'
import type { Effect } from './effects'
import type { Stretch } from './replay-paths'
import type { Side } from './side'
import { idsOf, migrationsIn, stepsFor, type Touch, touchedBy } from './touched'

/** A side with the steps that are not on its path. */
export interface SideAmongOthers extends Side {
  readonly others: readonly Stretch[]
}

/** Why an object of a side is not what its path builds; null where it is, as far as the difference goes. */
export function leftThePath(
  difference: Difference,
  side: SideAmongOthers,
  rules: ComparisonRules,
): Reason | null {
  const drifted = idsOf(difference)
    .map((id) => side.drift.get(id))
    .find(Boolean)
  if (!drifted || !concerns(drifted, difference)) return null
  const { path, name: environment } = side
  const touches = touchedBy(path.stretches, difference)
  const isAsNow = (row: Row | null, effect: Effect) => isSameAsNow(row, effect, drifted, side, rules)

  const unrecorded = touchedBy(side.others, difference).findLast(({ effect }) =>
    isAsNow(effect.after, effect),
  )
  if (unrecorded) {
    return { cause: 'presentButUnrecorded', environment, migrations: unrecorded.migrations }
  }
  const rewritten = touches.filter(({ migrations }) => migrations.some((id) => path.otherText.has(id)))
  if (rewritten.length > 0) {
    return { cause: 'editedAfterApply', environment, migrations: migrationsIn(rewritten) }
  }
  const undone =
    touches.findLast(({ effect }) => isAsNow(effect.before, effect)) ??
    (drifted.status === 'sourceOnly' ? touches.at(-1) : undefined)
  if (undone) {
    const cause = hasLeftTraces(undone, side) ? 'handMade' : 'recordedButAbsent'
    return { cause, environment, migrations: undone.migrations }
  }
  if (path.lost.length > 0 && drifted.status !== 'sourceOnly') {
    return { cause: 'missingFile', environment, migrations: path.lost }
  }
  return { cause: 'handMade', environment, migrations: [] }
}

/** Drift in one property does not explain a difference in another. */
function concerns(drifted: Difference, { status, fields }: Difference): boolean {
  if (drifted.status !== 'different' || status !== 'different') return true
  return fields.some(({ name }) => drifted.fields.some((field) => field.name === name))
}

/** Whether a migration ran all the same: something else that it made is there. Then a part of it was undone by hand. */
function hasLeftTraces({ stretch, migrations }: Touch, { drift }: Side): boolean {
  const isTheirs = (name: string) =>
    stretch.steps.length === 1 ||
    (name !== '' && stepsFor(stretch, name).every(({ id }) => migrations.includes(id)))
  return [...stretch.effects].some(
    ([id, { after }]) =>
      after !== null && !drift.has(id) && isTheirs(parseObjectId(id)?.address.at(-1) ?? ''),
  )
}

/** Whether an object was, at some step, what the side has now, as far as it drifted. */
function isSameAsNow(
  row: Row | null,
  { kind }: Effect,
  drifted: Difference,
  { snapshot, path }: Side,
  rules: ComparisonRules,
): boolean {
  if (drifted.status === 'sourceOnly') return row === null
  if (row === null) return false
  const servers = { source: path.snapshot.server, target: snapshot.server }
  if (drifted.status === 'targetOnly') {
    const now = findObject(snapshot, kind, { kind: kind.name, address: drifted.address })
    return now !== undefined && compareFields(kind, row, now, servers, rules).different.length === 0
  }
  const values = drifted.fields.filter(({ name }) => name in row)
  if (values.length === 0) return false
  const now = { ...row, ...Object.fromEntries(values.map(({ name, target }) => [name, target])) }
  return compareFields(kind, row, now, servers, rules).different.length === 0
}
