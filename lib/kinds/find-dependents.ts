import { type ObjectRef, objectId } from '../objects/address'
import { attachedParts } from '../objects/attached'
import type { Kind } from '../objects/kind'
import { type Lines, lineCount } from '../objects/lines'
import { makeTextOfNeeds, textOfNeeds } from '../objects/needed-objects'
import { copyValue, type Row } from '../objects/row'
import { findRows, kindLines, refOf, rowReader, type Snapshot } from '../objects/snapshot'
import { KINDS } from './all'

/** An object that needs another one, or a part of it. */
export interface Dependent {
  readonly ref: ObjectRef
  /** Names of the parts it needs, such as columns; empty where it needs the object as a whole. */
  readonly through: readonly string[]
}

/** Relations, whose columns and keys others need rather than the relation itself. */
const WITH_PARTS = new Set(['table', 'foreign-table', 'view', 'materialized-view'])
const PARTS = new Set(['column', 'primary-key', 'unique-constraint', 'index'])

/**
 * The objects of a snapshot that cannot exist without this one or without a part of it, but for what is below it. The
 * server records such needs; what the text of a function mentions is not among them.
 */
export function findDependents(snapshot: Snapshot, target: ObjectRef): Dependent[] {
  const found: Dependent[] = []
  for (const kind of KINDS) {
    if (!kind.requires) continue
    for (const row of rowsThatMention(snapshot, kind, target.address)) {
      const through = partsNeeded(kind, row, target)
      if (through && !isBelow(kind, row, target)) found.push({ ref: refOf(kind, row), through })
    }
  }
  return found
}

/**
 * Makes what findDependents looks through in a snapshot, which takes as long as a hundred searches, in pieces: whoever does it
 * may let others have their turn after each.
 */
export function* makeSearchable({ kinds }: Snapshot): Generator<void, void> {
  for (const { lines, needs } of kinds.values()) if (needs) yield* makeTextOfNeeds(needs, lineCount(lines))
}

/** What an object needs, but for its parent and parts of that. */
export function findNeeds(kind: Kind, row: Row): ObjectRef[] {
  const parent = kind.parent?.(row)
  const own = refOf(kind, row)
  const needed = kind.requires?.(row) ?? []
  return needed.filter((ref) => !isSameOrPart(ref, own) && !(parent && isSameOrPart(ref, parent)))
}

/** How many objects of each kind lie directly below this one. */
export function countChildren(snapshot: Snapshot, target: ObjectRef): Map<string, number> {
  const id = objectId(target)
  const counts = new Map<string, number>()
  for (const kind of KINDS) {
    const rows = kind.parent ? rowsBelow(snapshot, kind, target) : []
    const count = rows.filter((row) => {
      const parent = kind.parent?.(row)
      return parent !== undefined && objectId(parent) === id
    }).length
    if (count > 0) counts.set(kind.name, count)
  }
  return counts
}

/** Rows that may lie below an object: most have an address that begins with its own, the others mention it. */
function rowsBelow(snapshot: Snapshot, kind: Kind, target: ObjectRef): Row[] {
  const held = kindLines(snapshot, kind.name)
  if (lineCount(held.lines) === 0) return []
  if (attachedParts(kind) > 0 || target.kind === 'role')
    return rowsThatMention(snapshot, kind, target.address)
  // What one object of a kind lies below is as deep as what the next one does, and most kinds lie deeper than a schema.
  const first = rowReader(kind, held)(0)
  const parent = kind.parent?.(first)
  if (parent?.address.length !== target.address.length) return []
  const isPrefix = parent.address.every((part, i) => first[kind.address[i] ?? ''] === part)
  return isPrefix ? findRows(snapshot, kind, target.address) : rowsThatMention(snapshot, kind, target.address)
}

function partsNeeded(kind: Kind, row: Row, target: ObjectRef): string[] | null {
  const needed = (kind.requires?.(row) ?? []).filter((ref) => isSameOrPart(ref, target))
  if (needed.length === 0) return null
  return needed.flatMap(({ kind, address }) => (kind === 'column' ? [address.at(-1) ?? ''] : []))
}

function isSameOrPart(ref: ObjectRef, target: ObjectRef): boolean {
  if (ref.kind === target.kind) return objectId(ref) === objectId(target)
  return (
    WITH_PARTS.has(target.kind) &&
    PARTS.has(ref.kind) &&
    target.address.every((part, i) => ref.address[i] === part)
  )
}

/** Whether it is this object, as views need themselves, or belongs to it or to a part of it, as grants on its columns do. */
function isBelow(kind: Kind, row: Row, target: ObjectRef): boolean {
  if (objectId(refOf(kind, row)) === objectId(target)) return true
  const parent = kind.parent?.(row)
  return parent !== undefined && isSameOrPart(parent, target)
}

/** Rows that hold the longest part of an address; finding bytes is faster by far than parsing every line. */
function rowsThatMention(snapshot: Snapshot, kind: Kind, address: readonly string[]): Row[] {
  const held = kindLines(snapshot, kind.name)
  const { lines, needs } = held
  const count = lineCount(lines)
  const [longest] = address.filter(isPrintedAsItIs).sort((a, b) => b.length - a.length)
  if (longest === undefined)
    return Array.from({ length: count }, (_, line) => line).map(rowReader(kind, held))
  const numbers = [
    ...linesWith(lines, longest),
    ...(needs && count > 0 ? linesWith(textOfNeeds(needs, count), longest) : []),
  ]
  return [...new Set(numbers)].sort((a, b) => a - b).map(rowReader(kind, held))
}

/** Whether a name looks the same as a value of a line and inside of JSON there. */
function isPrintedAsItIs(name: string): boolean {
  return /^[ -~]+$/.test(name) && JSON.stringify(name) === `"${name}"` && copyValue(name) === name
}

function linesWith({ bytes, starts }: Lines, text: string): number[] {
  const haystack = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const wanted = Buffer.from(text)
  const found: number[] = []
  let line = 0
  for (let at = haystack.indexOf(wanted); at >= 0; at = haystack.indexOf(wanted, starts[line + 1])) {
    while ((starts[line + 1] as number) <= at) line++
    found.push(line)
  }
  return found
}
