import { type ObjectId, type ObjectRef, objectId } from '../../objects/address'
import type { FindRows } from '../../objects/kind'
import { listValue } from '../../objects/list-value'
import type { ObjectChange } from './change'
import { draftChange, effectOf } from './draft-change'
import type { LeftOut } from './select-changes'

/** Statements of one object that are run together. */
export interface Piece {
  readonly change: ObjectChange
  readonly text: string
}

/** What a file could hold. */
export interface DraftedPieces {
  /** Roughly in the order in which they can run: what is made by kinds, what is dropped the other way round. */
  readonly pieces: readonly Piece[]
  readonly leftOut: readonly LeftOut[]
  readonly cautions: readonly string[]
}

/**
 * The statements for all changes.
 * @param rank of a kind: what comes earlier is needed by what comes later.
 */
export function draftPieces(
  changes: readonly ObjectChange[],
  find: FindRows,
  rank: (kind: string) => number,
): DraftedPieces {
  const idsOf = (effect: string) =>
    new Set<ObjectId>(changes.filter((each) => effectOf(each) === effect).map(({ id }) => id))
  const [made, dropped] = [idsOf('create'), idsOf('drop')]
  const context = { find, isMade: (ref: ObjectRef) => made.has(objectId(ref)) }
  const drafts = [...changes]
    .sort((a, b) => placeOf(a, rank) - placeOf(b, rank) || columnPlace(a, find) - columnPlace(b, find))
    .map((change) => ({ change, drafted: draftChange(change, context) }))
  const out = new Map<ObjectId, string>()
  for (const { change, drafted } of drafts)
    if (drafted !== 'included' && 'reason' in drafted) out.set(change.id, drafted.reason)
  const pieces: Piece[] = []
  const leftOut: LeftOut[] = []
  const cautions = new Set<string>()
  for (const { change, drafted } of drafts) {
    const parent = parentOf(change)
    // What belongs to an object stays out with it, and goes when it is dropped.
    if (drafted === 'included' || (parent && (out.has(parent) || dropped.has(parent)))) continue
    if ('reason' in drafted) {
      leftOut.push({ ref: change.ref, id: change.id, reason: drafted.reason })
      continue
    }
    for (const text of drafted.statements) if (text !== '') pieces.push({ change, text })
    for (const caution of drafted.cautions ?? []) cautions.add(caution)
  }
  return { pieces, leftOut, cautions: [...cautions] }
}

/** The object that a changed one belongs to. */
export function parentOf({ kind, wanted, present }: ObjectChange): ObjectId | null {
  const row = wanted ?? present
  const parent = row && kind.parent?.(row)
  return parent ? objectId(parent) : null
}

function placeOf(change: ObjectChange, rank: (kind: string) => number): number {
  const place = rank(change.kind.name)
  return effectOf(change) === 'drop' ? -1 - place : place
}

/** Columns come in the order in which they are to stand. */
function columnPlace({ kind, wanted }: ObjectChange, find: FindRows): number {
  const parent = wanted && kind.parent?.(wanted)
  if (kind.name !== 'column' || !parent) return 0
  const [table] = find(parent.kind, ...parent.address)
  return listValue(table?.columnOrder).indexOf(wanted.name ?? '')
}
