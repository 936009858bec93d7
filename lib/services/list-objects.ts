import { KINDS } from '../kinds/all'
import { type ObjectId, objectId } from '../objects/address'
import type { Grid, GridCell } from '../objects/grid'
import { type Kind, SEVERITIES, type Severity } from '../objects/kind'
import { lineCount, lineKey } from '../objects/lines'
import { parseCopyLine } from '../objects/row'
import { isKindLeftOut, isKindRead, kindLines, refOf, type Snapshot } from '../objects/snapshot'
import { schemaOf } from './grid-query'
import type { ListedObject } from './listed-object'
import { eachInTurns } from './turns'

/** What is listed of a grid, in its order. Made once per grid. */
const differing = new WeakMap<Grid, readonly ListedObject[]>()
const everything = new WeakMap<Grid, Promise<readonly ListedObject[]>>()
const roots = new WeakMap<Grid, Roots>()

/** The objects that differ: kinds with the worst first, in a kind schema by schema, in a schema the worst first. */
export function differingObjects(grid: Grid): readonly ListedObject[] {
  return made(differing, grid, () =>
    groupsInOrder(grid.rows.map(ofRow)).flatMap((group) => group.sort(worstFirst)),
  )
}

/** All objects of all environments that were read, those that differ before those that do not. */
export function allObjects(grid: Grid): Promise<readonly ListedObject[]> {
  return made(everything, grid, () => listEverything(grid))
}

async function listEverything(grid: Grid): Promise<readonly ListedObject[]> {
  const all = grid.rows.map(ofRow)
  const own = new Set(all.map(({ id }) => id))
  for (const kind of KINDS) await addOthers(all, grid, kind, own)
  const groups = groupsInOrder(all)
  await eachInTurns(groups, (group) => void group.sort(worstFirst))
  return groups.flat()
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

/** Adds the objects of a kind without a row of their own: the same everywhere, or told along with another object. */
async function addOthers(
  all: ListedObject[],
  grid: Grid,
  kind: Kind,
  own: ReadonlySet<string>,
): Promise<void> {
  const { snapshots, reference } = grid
  const roots = rootsOf(grid)
  await eachInTurns(await marksByKey(kind, snapshots), ([key, marks]) => {
    const ref = refOf(kind, parseCopyLine(Buffer.from(key, 'latin1').toString('utf8'), kind.address))
    const id = objectId(ref)
    if (own.has(id) || isTwin(marks, reference, id, roots)) return
    const cells = () => cellsOf(marks, reference, id, roots)
    const schema = schemaOf(kind.name, ref.address)
    all.push({ id, kind: kind.name, address: ref.address, schema, row: null, cells })
  })
}

/** For each address, as COPY text has it, its standing at all places. */
async function marksByKey(kind: Kind, snapshots: readonly Snapshot[]): Promise<ReadonlyMap<string, string>> {
  const blank = snapshots.map((snapshot) => markWithout(snapshot, kind)).join('')
  const marks = new Map<string, string>()
  for (const [place, snapshot] of snapshots.entries()) {
    const { lines, busy } = kindLines(snapshot, kind.name)
    const [present, locked] = [marker(place, 'p'), marker(place, 'b')]
    await eachInTurns(lines.starts.subarray(0, lineCount(lines)).keys(), (line) => {
      const key = lineKey(lines, line, kind.address.length)
      marks.set(key, (busy.has(line) ? locked : present)(marks.get(key) ?? blank))
    })
  }
  return marks
}

/** What puts a mark at a place. A schema has few patterns and many objects: they share one text. */
function marker(place: number, mark: Mark): (marks: string) => string {
  const made = new Map<string, string>()
  return (marks) => {
    const known = made.get(marks) ?? `${marks.slice(0, place)}${mark}${marks.slice(place + 1)}`
    made.set(marks, known)
    return known
  }
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

/** By kind and schema, in their order; what is in each is not in order yet. */
function groupsInOrder(objects: readonly ListedObject[]): ListedObject[][] {
  const place = new Map(KINDS.map(({ name }, i) => [name, i]))
  const groups = new Map<string, Map<string, ListedObject[]>>()
  for (const object of objects) {
    const ofKind = groups.get(object.kind) ?? new Map<string, ListedObject[]>()
    groups.set(object.kind, ofKind)
    const ofSchema = ofKind.get(object.schema)
    if (ofSchema) ofSchema.push(object)
    else ofKind.set(object.schema, [object])
  }
  const kinds = [...groups].map(([kind, schemas]) => {
    const ranked = [...schemas].map(([schema, own]) => ({ schema, own, rank: worstRank(own) }))
    ranked.sort((a, b) => a.rank - b.rank || compareText(a.schema, b.schema))
    const rank = Math.min(...ranked.map((each) => each.rank))
    return { ranked, rank: rank * KINDS.length + (place.get(kind) ?? 0) }
  })
  kinds.sort((a, b) => a.rank - b.rank)
  return kinds.flatMap(({ ranked }) => ranked.map(({ own }) => own))
}

function worstRank(objects: readonly ListedObject[]): number {
  return objects.reduce<number>(
    (rank, { row }) => Math.min(rank, severityRank(row?.severity)),
    SEVERITIES.length,
  )
}

function worstFirst(a: ListedObject, b: ListedObject): number {
  return severityRank(a.row?.severity) - severityRank(b.row?.severity) || compareText(a.id, b.id)
}

function severityRank(severity: Severity | undefined): number {
  return severity ? SEVERITIES.indexOf(severity) : SEVERITIES.length
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
