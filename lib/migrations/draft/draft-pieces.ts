import { type ObjectId, type ObjectRef, objectId } from '../../objects/address'
import type { FindRows } from '../../objects/kind'
import { listValue } from '../../objects/list-value'
import type { Drafted, ObjectChange } from './change'
import { draftChange, effectOf, parentOf } from './draft-change'
import { type LeftOut, sayFollowing, staysInPlace, wholeLeftOut } from './left-out'
import { sayInComment } from './say-in-comment'

/** Statements of one object that are run together. */
export interface Piece {
  readonly change: ObjectChange
  readonly text: string
  /** Of a change that is made field by field, the fields that these statements are for. */
  readonly fields?: readonly string[]
  readonly cautions: readonly string[]
}

/** What a file could hold. */
export interface DraftedPieces {
  /** Roughly in the order in which they can run: what is made by kinds, what is dropped the other way round. */
  readonly pieces: readonly Piece[]
  readonly leftOut: readonly LeftOut[]
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
  const out = new Set(drafts.flatMap(({ change, drafted }) => (isReason(drafted) ? [change.id] : [])))
  const wholeOf = wholeLeftOut(changes, (id) => out.has(id))
  const staying = new Map(
    drafts.flatMap(({ change, drafted }) => (staysInPlace(drafted) ? [[change.id, change.ref]] : [])),
  )
  const pieces: Piece[] = []
  const leftOut: LeftOut[] = []
  for (const { change, drafted } of drafts) {
    const { ref, id } = change
    const parent = parentOf(change)
    // What belongs to an object goes when it is dropped.
    if (parent && dropped.has(parent)) continue
    const root = change.root ? staying.get(change.root) : undefined
    if (root) {
      leftOut.push({ ref, id, reason: sayFollowing(root) })
      continue
    }
    if (drafted === 'included') continue
    const whole = wholeOf(change)
    if (whole) {
      leftOut.push({ ref, id, reason: sayPart(whole) })
      continue
    }
    for (const part of 'parts' in drafted ? drafted.parts : [drafted]) {
      const ofFields = 'fields' in part ? { fields: part.fields } : {}
      if ('reason' in part) leftOut.push({ ref, id, reason: part.reason, ...ofFields })
      else
        for (const text of part.statements.filter((each) => each !== ''))
          pieces.push({
            change,
            text,
            cautions: [...(part.cautions ?? []), ...sayRename(change)],
            ...ofFields,
          })
    }
  }
  return { pieces, leftOut }
}

/** Kinds whose objects hold rows or values, which are not made along with them. */
const HOLDING: ReadonlySet<string> = new Set(['table', 'column'])

function sayRename({ kind, ref, wanted, present, lookalike }: ObjectChange): string[] {
  if (!lookalike || !wanted || present || !HOLDING.has(kind.name)) return []
  const [made, other] = [ref, lookalike].map((each) => sayInComment(kind, each))
  return [
    `The ${made} is made anew. If it is the ${other}, renamed, write that instead: a rename keeps the data.`,
  ]
}

function isReason(drafted: Drafted): boolean {
  return drafted !== 'included' && 'reason' in drafted
}

function sayPart({ kind, ref }: ObjectChange): string {
  return `It belongs to the ${kind.label.one} ${ref.address.join('.')}, which is not in the file.`
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
