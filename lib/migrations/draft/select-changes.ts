import { type ObjectId, type ObjectRef, objectId, parseObjectId } from '../../objects/address'
import type { Difference } from '../../objects/difference'
import type { Kind } from '../../objects/kind'
import { findObject, type Snapshot } from '../../objects/snapshot'
import type { ObjectChange } from './change'
import { type LeftOut, sayFollowing } from './left-out'

/** What is to become as an environment has it. */
export interface Selection {
  readonly changes: readonly ObjectChange[]
  /** Of those, what nobody chose and something that was chosen needs. */
  readonly needed: ReadonlySet<ObjectId>
  /** What differs because one of those does, such as a column of a partition, and from which it follows. */
  readonly following: ReadonlyMap<ObjectId, ObjectId>
  readonly leftOut: readonly LeftOut[]
}

/** From an object to the difference that it is, or follows from. */
export type DifferenceIndex = ReadonlyMap<ObjectId, Difference>

export function indexDifferences(differences: readonly Difference[]): Map<ObjectId, Difference> {
  const index = new Map<ObjectId, Difference>()
  for (const difference of differences) {
    for (const { id } of difference.consequences) index.set(id, difference)
  }
  for (const difference of differences) {
    index.set(difference.id, difference)
    const { kind, targetAddress } = difference
    if (targetAddress) index.set(objectId({ kind, address: targetAddress }), difference)
  }
  return index
}

interface SelectionInput {
  /** What drifted: the claim of a record is the source, the environment the target. */
  readonly chosen: readonly Difference[]
  readonly environment: Snapshot
  readonly head: Snapshot
  /** Of the environment, the source, from what all files build. */
  readonly differences: DifferenceIndex
  readonly kinds: ReadonlyMap<string, Kind>
}

/** The objects that drifted, with what follows from each and what they need, so far as the files build them otherwise. */
export function selectChanges(input: SelectionInput): Selection {
  const { chosen, differences, environment, kinds } = input
  const changes = new Map<ObjectId, ObjectChange>()
  const needed = new Set<ObjectId>()
  const leftOut: LeftOut[] = []
  const elsewhere = new Map<ObjectId, Difference>()
  const add = (id: ObjectId): ObjectChange | null => {
    const change = changeOf(id, input)
    if (change && !changes.has(id)) changes.set(id, change)
    return change
  }
  for (const drifted of chosen) {
    const ref = namedThere(drifted)
    const reason = reasonAgainst(drifted, ref, input)
    if (reason !== null) leftOut.push({ ref, id: objectId(ref), reason })
    else
      for (const id of [objectId(ref), ...drifted.consequences.map((each) => each.id)]) {
        const root = differences.get(id)
        if (!add(id) && root && root.id !== id) elsewhere.set(id, root)
      }
  }
  // What is added on the way is visited too.
  for (const { kind, wanted } of changes.values()) {
    if (!wanted) continue
    const parent = kind.parent?.(wanted)
    for (const ref of [...(parent ? [parent] : []), ...(kind.requires?.(wanted) ?? [])]) {
      const id = objectId(ref)
      const isMissing =
        differences.has(id) && !findIn(input.head, kinds, ref) && findIn(environment, kinds, ref)
      if (!changes.has(id) && isMissing && add(id)) needed.add(id)
    }
  }
  const following = followingOf(changes, input)
  for (const [id, root] of elsewhere) {
    const ref = parseObjectId(id)
    if (ref && !following.has(id)) leftOut.push({ ref, id, reason: sayFollowing(root) })
  }
  return { changes: [...changes.values()], needed, following, leftOut }
}

function followingOf(
  changes: ReadonlyMap<ObjectId, ObjectChange>,
  { environment, head, differences, kinds }: SelectionInput,
): Map<ObjectId, ObjectId> {
  const isOnBoth = (ref: ObjectRef) => findIn(environment, kinds, ref) && findIn(head, kinds, ref)
  const following = new Map<ObjectId, ObjectId>()
  for (const root of changes.keys()) {
    const difference = differences.get(root)
    if (difference?.id !== root) continue
    for (const each of difference.consequences)
      if (!changes.has(each.id) && isOnBoth(each)) following.set(each.id, root)
  }
  return following
}

/** As the environment calls it. */
function namedThere({ kind, address, targetAddress }: Difference): ObjectRef {
  return { kind, address: targetAddress ?? address }
}

function reasonAgainst(drifted: Difference, ref: ObjectRef, { differences }: SelectionInput): string | null {
  if (drifted.status === 'unknown') return 'It could not be read there.'
  if (drifted.cause === 'ownerOnly')
    return 'Only its owner differs, and who owns what a migration makes is whoever runs it.'
  const now = differences.get(objectId(ref))
  if (!now) {
    const all = [drifted, ...drifted.consequences].map(({ id }) => id)
    return all.some((id) => differences.has(id)) ? null : 'All files together make it as it is there already.'
  }
  if (now.status === 'unknown') return 'It could not be read.'
  if (now.targetAddress) {
    const what = now.cause === 'nameOnly' ? 'the same' : 'it, though not the same,'
    return `The files make ${what} under another name, ${now.targetAddress.at(-1)}. A rename is for people to write: only they know who uses which name.`
  }
  return null
}

function changeOf(
  id: ObjectId,
  { environment, head, differences, kinds }: SelectionInput,
): ObjectChange | null {
  const difference = differences.get(id)
  const ref = parseObjectId(id)
  const kind = ref && kinds.get(ref.kind)
  if (!difference || !ref || !kind) return null
  const wanted = findObject(environment, kind, ref) ?? null
  const present = findObject(head, kind, ref) ?? null
  // What follows from a change elsewhere is changed there.
  if (!wanted === !present && difference.id !== id) return null
  const fields = wanted && present ? difference.fields.map(({ name }) => name) : []
  const change = { kind, ref, id, wanted, present, fields }
  if (difference.id !== id) return { ...change, root: difference.id }
  const lookalike = difference.lookalike ? parseObjectId(difference.lookalike) : null
  return { ...change, ...(lookalike ? { lookalike } : {}) }
}

function findIn(snapshot: Snapshot, kinds: ReadonlyMap<string, Kind>, ref: ObjectRef): boolean {
  const kind = kinds.get(ref.kind)
  return kind !== undefined && findObject(snapshot, kind, ref) !== undefined
}
