import { KINDS } from '../kinds/all'
import { type ObjectId, objectId } from '../objects/address'
import type { Grid, GridCell } from '../objects/grid'
import { type Kind, kindColumns, SEVERITIES, type Severity } from '../objects/kind'
import { lineCount, lineKey, lineText } from '../objects/lines'
import { parseCopyLine } from '../objects/row'
import { isKindLeftOut, isKindRead, kindLines, refOf, type Snapshot } from '../objects/snapshot'
import { schemaOf } from './grid-query'
import type { ListedObject } from './listed-object'

/** What is listed of a grid, in its order. Made once per grid. */
const differing = new WeakMap<Grid, readonly ListedObject[]>()
const everything = new WeakMap<Grid, readonly ListedObject[]>()
const roots = new WeakMap<Grid, Roots>()

/** The objects that differ: kinds with the worst first, in a kind schema by schema, in a schema the worst first. */
export function differingObjects(grid: Grid): readonly ListedObject[] {
  return made(differing, grid, () => inOrder(grid.rows.map(ofRow)))
}

/** All objects of all environments that were read, those that differ before those that do not. */
export function allObjects(grid: Grid): readonly ListedObject[] {
  return made(everything, grid, () => {
    const rows = grid.rows.map(ofRow)
    const own = new Set(rows.map(({ id }) => id))
    const others = KINDS.flatMap((kind) => otherObjects(grid, kind, own))
    return inOrder([...rows, ...others])
  })
}

function made<T>(known: WeakMap<Grid, T>, grid: Grid, make: () => T): T {
  const before = known.get(grid)
  if (before) return before
  const now = make()
  known.set(grid, now)
  return now
}

function ofRow(row: Grid['rows'][number]): ListedObject {
  const { id, kind, address, cells } = row
  return { id, kind, address, schema: schemaOf(kind, address), row, cells: () => cells }
}

/** How an object stands at one place: present, absent, not known, or not applicable. */
type Mark = 'p' | 'a' | 'b' | 'n'

/** How any object of a kind stands in a snapshot that does not have it. */
function markWithout(snapshot: Snapshot, kind: Kind): Mark {
  if (isKindRead(snapshot, kind.name)) return 'a'
  return isKindLeftOut(snapshot, kind) ? 'n' : 'b'
}

/** By place, each object that follows from the difference of another one, with that other one. */
type Roots = readonly ReadonlyMap<string, ObjectId>[]

function rootsOf(grid: Grid): Roots {
  return made(roots, grid, () =>
    grid.comparisons.map(
      (comparison) =>
        new Map(
          comparison?.differences.flatMap(({ id, consequences }) =>
            consequences.map((consequence) => [consequence.id, id] as const),
          ),
        ),
    ),
  )
}

/** The objects of a kind without a row of their own: the same everywhere, or told along with another object. */
function otherObjects(grid: Grid, kind: Kind, own: ReadonlySet<string>): ListedObject[] {
  const { snapshots, reference } = grid
  const roots = rootsOf(grid)
  const found: ListedObject[] = []
  for (const [marks, places] of marksByKey(kind, snapshots).values()) {
    const object = objectAt(kind, snapshots[places.place] as Snapshot, places.line)
    if (own.has(object.id)) continue
    if (isTwin(marks, reference, object.id, roots)) continue
    const cells = () => cellsOf(marks, reference, object.id, roots)
    found.push({ ...object, schema: schemaOf(kind.name, object.address), row: null, cells })
  }
  return found
}

/** For each key the standing at all places, and where one of its lines is. */
function marksByKey(
  kind: Kind,
  snapshots: readonly Snapshot[],
): Map<string, [marks: string, { place: number; line: number }]> {
  const blank = snapshots.map((snapshot) => markWithout(snapshot, kind)).join('')
  const known = new Map<string, string>()
  const byKey = new Map<string, [string, { place: number; line: number }]>()
  for (const [place, snapshot] of snapshots.entries()) {
    const { lines, busy } = kindLines(snapshot, kind.name)
    for (let line = 0; line < lineCount(lines); line++) {
      const key = lineKey(lines, line, kind.address.length)
      const before = byKey.get(key)
      const marks = before?.[0] ?? blank
      const now = `${marks.slice(0, place)}${busy.has(line) ? 'b' : 'p'}${marks.slice(place + 1)}`
      // A schema has few patterns and many objects: they share one text.
      if (!known.has(now)) known.set(now, now)
      byKey.set(key, [known.get(now) as string, before?.[1] ?? { place, line }])
    }
  }
  return byKey
}

function objectAt(kind: Kind, snapshot: Snapshot, line: number) {
  const { lines } = kindLines(snapshot, kind.name)
  const ref = refOf(kind, parseCopyLine(lineText(lines, line), kindColumns(kind)))
  return { id: objectId(ref), kind: kind.name, address: ref.address }
}

/** The cells of an object without a row of its own, of which it is known where it is. */
export function cellsOfOther(
  grid: Grid,
  kind: Kind,
  id: ObjectId,
  isThere: (place: number) => boolean,
): readonly GridCell[] {
  const marks = grid.snapshots.map((snapshot, place) => (isThere(place) ? 'p' : markWithout(snapshot, kind)))
  return cellsOf(marks.join(''), grid.reference, id, rootsOf(grid))
}

function cellsOf(marks: string, reference: number, id: ObjectId, roots: Roots): GridCell[] {
  const there = marks[reference]
  return [...marks].map((mark, place) => {
    const followsFrom = roots[place]?.get(id) ?? null
    const cell = (status: GridCell['status']): GridCell => ({
      status,
      variant: mark === 'p' || status === 'equal' ? 0 : null,
      difference: null,
      followsFrom,
    })
    if (mark === 'n') return cell('notApplicable')
    if (mark === 'b') return cell('unknown')
    if (followsFrom) return cell(mark === 'a' ? 'missing' : there === 'p' ? 'different' : 'extra')
    if (place === reference) return cell(mark === 'p' ? 'equal' : 'absent')
    if (there === 'n') return cell('notApplicable')
    if (there === 'b') return cell('unknown')
    // Without a difference it is the same in both, be it under a name that nobody chose.
    return cell(mark === 'a' && there === 'a' ? 'absent' : 'equal')
  })
}

/** Such an object has another name in the reference, and is listed under that. */
function isTwin(marks: string, reference: number, id: ObjectId, roots: Roots): boolean {
  return marks[reference] !== 'p' && [...marks].some((mark, place) => mark === 'p' && !roots[place]?.has(id))
}

function inOrder(objects: readonly ListedObject[]): ListedObject[] {
  const place = new Map(KINDS.map(({ name }, i) => [name, i]))
  const byKind = worst(objects, ({ kind }) => kind)
  const bySchema = worst(objects, ({ kind, schema }) => `${kind} ${schema}`)
  const rank = ({ row }: ListedObject) => (row ? SEVERITIES.indexOf(row.severity) : SEVERITIES.length)
  const rankOf = (ranks: ReadonlyMap<string, number>, key: string) => ranks.get(key) as number
  const keyed = objects.map((object) => ({
    object,
    kind: rankOf(byKind, object.kind) * KINDS.length + (place.get(object.kind) ?? 0),
    schema: rankOf(bySchema, `${object.kind} ${object.schema}`),
    own: rank(object),
  }))
  keyed.sort(
    (a, b) =>
      a.kind - b.kind ||
      a.schema - b.schema ||
      compareText(a.object.schema, b.object.schema) ||
      a.own - b.own ||
      compareText(a.object.id, b.object.id),
  )
  return keyed.map(({ object }) => object)
}

/** The place of the worst severity under each key. */
function worst(
  objects: readonly ListedObject[],
  keyOf: (object: ListedObject) => string,
): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>()
  for (const object of objects) {
    const key = keyOf(object)
    const rank = severityRank(object.row?.severity)
    ranks.set(key, Math.min(ranks.get(key) ?? rank, rank))
  }
  return ranks
}

function severityRank(severity: Severity | undefined): number {
  return severity ? SEVERITIES.indexOf(severity) : SEVERITIES.length
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
