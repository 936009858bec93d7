import { KINDS, KINDS_BY_NAME } from '../kinds/all'
import type { ObjectChange } from '../migrations/draft/change'
import { effectOf } from '../migrations/draft/draft-change'
import { type DifferenceIndex, indexDifferences } from '../migrations/draft/select-changes'
import { type ObjectId, parseObjectId } from '../objects/address'
import { compareSnapshots } from '../objects/compare'
import type { Difference } from '../objects/difference'
import { findObject, type Snapshot } from '../objects/snapshot'
import { withGrammar } from '../sql/wording'
import { platformRules } from '../supabase/platform'
import type { ProvedFile } from './prove-migration'

/** What is still different after a file ran. */
export interface Outcome extends Pick<ProvedFile, 'failure' | 'ranApart'> {
  readonly remaining: ReadonlyMap<ObjectId, readonly string[]>
  /** What differs only in fields that are left out of the file. */
  readonly inPart: ReadonlySet<ObjectId>
  readonly alsoChanged: ReadonlySet<ObjectId>
}

/** Differences between two snapshots by object; who owns what follows from who runs the migrations, and is none here. */
export async function differencesBetween(
  source: Snapshot,
  target: Snapshot,
  environment: Snapshot,
): Promise<DifferenceIndex> {
  const rules = { ...platformRules([environment, source, target]), isSameOwner: () => true }
  const { differences } = await withGrammar(() => compareSnapshots(source, target, KINDS, rules))
  return indexDifferences(differences.filter(({ cause }) => cause !== 'platformObject'))
}

/** What a file is judged by. */
interface ToJudge {
  /** All that is to be as in the environment. */
  readonly active: ReadonlySet<ObjectId>
  /** Names of fields of those that the file leaves as they are. */
  readonly unwritten: ReadonlyMap<ObjectId, readonly string[]>
}

/** What came of a file, and what further statements would have to mend. */
export interface Judged {
  readonly outcome: Pick<Outcome, 'remaining' | 'inPart' | 'alsoChanged'>
  readonly residual: readonly ObjectChange[]
  readonly reordered: readonly ObjectId[]
  /** All that is not as in the environment. */
  readonly differing: DifferenceIndex
}

/** Holds what a file made against the environment, and against what there was before. */
export async function judge(
  environment: Snapshot,
  head: Snapshot,
  after: Snapshot,
  { active, unwritten }: ToJudge,
): Promise<Judged> {
  const fromEnvironment = await differencesBetween(environment, after, environment)
  const fromHead = await differencesBetween(head, after, environment)
  const remaining = new Map<ObjectId, string[]>()
  const inPart = new Set<ObjectId>()
  const reordered: ObjectId[] = []
  const residual: ObjectChange[] = []
  for (const id of active) {
    const difference = fromEnvironment.get(id)
    if (!difference) continue
    const fields = difference.fields.filter(({ name }) => !unwritten.get(id)?.includes(name))
    if (fields.length < difference.fields.length) inPart.add(id)
    if (isNoMore(difference, fields)) continue
    if (isOnlyOrder(difference, fields)) reordered.push(id)
    else {
      remaining.set(
        id,
        fields.map(({ label }) => label),
      )
      residual.push(...residualChange(id, environment, after, fields))
    }
  }
  const alsoChanged = new Set([...fromHead.keys()].filter((id) => !active.has(id) && fromEnvironment.has(id)))
  for (const id of alsoChanged)
    residual.push(...residualChange(id, head, after, fromHead.get(id)?.fields ?? []))
  return { outcome: { remaining, inPart, alsoChanged }, residual, reordered, differing: fromEnvironment }
}

/** Whether nothing differs but what is left out. */
function isNoMore({ status, fields, targetAddress }: Difference, others: Difference['fields']): boolean {
  return status === 'different' && !targetAddress && fields.length > 0 && others.length === 0
}

/** Nothing but a new table puts columns into another order, and nothing that a migration is for hangs on it. */
function isOnlyOrder({ status }: Difference, fields: Difference['fields']): boolean {
  return status === 'different' && fields.length > 0 && fields.every(({ name }) => name === 'columnOrder')
}

function residualChange(
  id: ObjectId,
  wantedIn: Snapshot,
  presentIn: Snapshot,
  fields: Difference['fields'],
): ObjectChange[] {
  const ref = parseObjectId(id)
  const kind = ref && KINDS_BY_NAME.get(ref.kind)
  if (!ref || !kind) return []
  const change: ObjectChange = {
    kind,
    ref,
    id,
    wanted: findObject(wantedIn, kind, ref) ?? null,
    present: findObject(presentIn, kind, ref) ?? null,
    fields: fields.map(({ name }) => name),
  }
  if (!change.wanted && !change.present) return []
  // Only what came along may be taken back, never what was there before.
  return effectOf(change) === 'drop' && kind.name !== 'grant' ? [] : [change]
}
