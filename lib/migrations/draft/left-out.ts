import type { ObjectId, ObjectRef } from '../../objects/address'
import type { Drafted, ObjectChange } from './change'
import { effectOf, parentOf } from './draft-change'

/** An object that is not in the file, or not all of it, with the reason why. */
export interface LeftOut {
  readonly ref: ObjectRef
  readonly id: ObjectId
  /** A sentence. */
  readonly reason: string
  /** Names of the fields that stay as they are, where the file changes others of it; absent where it holds nothing of it. */
  readonly fields?: readonly string[]
}

/** Of an object that is left out: the one that it is part of, which would have to be made or dropped first; else null. */
export type Whole = (change: ObjectChange) => ObjectChange | null

/** Tells what keeps parts out: a part of what is there already can be in the file without it. */
export function wholeLeftOut(changes: readonly ObjectChange[], isLeftOut: (id: ObjectId) => boolean): Whole {
  const byId = new Map(changes.map((change) => [change.id, change]))
  const whole: Whole = (change) => {
    const parent = byId.get(parentOf(change) ?? change.id)
    if (!parent || parent === change || effectOf(parent) === 'change') return null
    return isLeftOut(parent.id) ? parent : whole(parent)
  }
  return whole
}

/** What decides which tables a table gets its indexes, constraints and columns from. */
const PLACE: ReadonlySet<string> = new Set(['parents', 'partitionBound'])

/** Whether a table stays where it is, so that what it would gain or lose along with a move has no place in the file. */
export function staysInPlace(drafted: Drafted): boolean {
  if (drafted === 'included' || !('parts' in drafted)) return false
  return drafted.parts.some((part) => 'reason' in part && part.fields.some((field) => PLACE.has(field)))
}

/** Why something is left out along with what it follows from. */
export function sayFollowing({ address }: Pick<ObjectRef, 'address'>): string {
  return `It follows from what differs in ${address.filter((part) => part !== '').join('.')}, which is not in the file.`
}

/** One for each object, with all reasons; those of which some field is written keep the names of the others. */
export function mergeLeftOut(leftOut: readonly LeftOut[], written: ReadonlySet<ObjectId>): LeftOut[] {
  const merged = new Map<ObjectId, LeftOut>()
  for (const each of leftOut) {
    const { ref, id } = each
    const before = merged.get(id)
    const reason = [...new Set([before?.reason, each.reason])].filter(Boolean).join(' ')
    const fields = [...(before?.fields ?? []), ...(each.fields ?? [])]
    merged.set(id, { ref, id, reason, ...(written.has(id) ? { fields } : {}) })
  }
  return [...merged.values()]
}
