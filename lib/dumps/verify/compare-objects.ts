import { KINDS_BY_NAME } from '../../kinds/all'
import { type ObjectId, objectId } from '../../objects/address'
import type { Kind } from '../../objects/kind'
import { isTrue, type Row, text } from '../../objects/row'
import { findRows, isKindRead, refOf, type Snapshot } from '../../objects/snapshot'
import type { DumpedObject } from '../read-back/read-back'

/** How a dump of the schema stands to the snapshot of the same moment. */
export interface ObjectComparison {
  /** Objects that were looked for. */
  readonly expected: number
  /** In the snapshot and not in the dump, as lines for people. */
  readonly missing: readonly string[]
  /** Tables and views in the dump that the snapshot does not have. */
  readonly unknown: readonly string[]
  /** Kinds that could not be read, so that nobody knows whether their objects are there. */
  readonly unread: readonly string[]
}

type Tag = (row: Row) => string

const ownName: Tag = (row) => text(row, 'name')
const withTable: Tag = (row) => `${text(row, 'table')} ${text(row, 'name')}`

/**
 * What pg_dump calls an object of each kind, and the name that it gives it. Kinds that it writes as a part of others, such
 * as columns, have no entry of their own there.
 */
const ENTRIES: Readonly<Record<string, readonly [types: readonly string[], tag: Tag]>> = {
  table: [['TABLE'], ownName],
  view: [['VIEW'], ownName],
  'materialized-view': [['MATERIALIZED VIEW'], ownName],
  'foreign-table': [['FOREIGN TABLE'], ownName],
  enum: [['TYPE'], ownName],
  'composite-type': [['TYPE'], ownName],
  'range-type': [['TYPE'], ownName],
  domain: [['DOMAIN'], ownName],
  index: [['INDEX'], ownName],
  'primary-key': [['CONSTRAINT'], withTable],
  'unique-constraint': [['CONSTRAINT'], withTable],
  'exclusion-constraint': [['CONSTRAINT'], withTable],
  'foreign-key': [['FK CONSTRAINT'], withTable],
  policy: [['POLICY'], withTable],
  trigger: [['TRIGGER'], withTable],
  rule: [['RULE'], withTable],
  function: [['FUNCTION', 'PROCEDURE'], ownName],
  aggregate: [['AGGREGATE'], ownName],
}

/** Of these pg_dump lists the arguments too; overloads are told apart by their number. */
const ROUTINES = ['FUNCTION', 'PROCEDURE', 'AGGREGATE']

/** Sorts of which a dump may have no other than the snapshot. */
const BOTH_WAYS = ['TABLE', 'VIEW', 'MATERIALIZED VIEW']

/** Holds what a dump names against a snapshot that has only what is to be in the dump. */
export function compareObjects(snapshot: Snapshot, dumped: readonly DumpedObject[]): ObjectComparison {
  const left = new Map<string, number>()
  for (const object of dumped) {
    const name = ROUTINES.includes(object.type) ? bareName(object.name) : object.name
    const key = keyOf(object.type, object.schema, name)
    left.set(key, (left.get(key) ?? 0) + 1)
  }
  const missing: string[] = []
  const known = new Set<string>()
  let expected = 0
  const relations = ownRelations(snapshot)
  for (const [name, [types, tag]] of Object.entries(ENTRIES)) {
    for (const row of rowsOf(snapshot, name)) {
      if (isUnfinished(name, row) || isOnExtensions(row, relations) || isOfWhole(name, row)) continue
      expected++
      const found = types
        .map((type) => keyOf(type, text(row, 'schema'), shown(tag(row), type)))
        .find((key) => (left.get(key) ?? 0) > 0)
      if (found === undefined) missing.push(`${name} ${text(row, 'schema')}.${tag(row)}`)
      else {
        known.add(found)
        if (isRoutine(types)) left.set(found, (left.get(found) as number) - 1)
      }
    }
  }
  const unread = Object.keys(ENTRIES).filter((name) => isUnread(snapshot, name))
  const unknown = dumped.filter(({ type, schema, name }) => {
    const isChecked = BOTH_WAYS.includes(type) && unread.length === 0
    return isChecked && !known.has(keyOf(type, schema, name))
  })
  return { expected, missing, unread, unknown: unknown.map(({ schema, name }) => `${schema}.${name}`) }
}

/**
 * What pg_dump leaves out of a schema: indexes that were never finished, what somebody added to a table that belongs to an
 * extension, and that the triggers of a constraint are switched off.
 * @returns lines for people.
 */
export function notDumped(snapshot: Snapshot): string[] {
  const relations = ownRelations(snapshot)
  return Object.keys(ENTRIES).flatMap((name) =>
    rowsOf(snapshot, name).flatMap((row) => {
      const object = `${text(row, 'schema')}.${row.table ? `${row.table}: ` : ''}${text(row, 'name')}`
      if (isOnExtensions(row, relations)) return [`${object}, added to a table of an extension`]
      if (isUnfinished(name, row)) return [`${object}, an index that is not valid`]
      return isSwitchedOff(row) ? [`${object}, of which only that its triggers are switched off`] : []
    }),
  )
}

/** Those of these objects, by their ids, of which pg_dump writes nothing. */
export function notDumpedIds(snapshot: Snapshot): ReadonlySet<ObjectId> {
  const relations = ownRelations(snapshot)
  const ids = Object.keys(ENTRIES).flatMap((name) => {
    const kind = KINDS_BY_NAME.get(name) as Kind
    const left = rowsOf(snapshot, name).filter(
      (row) => isOnExtensions(row, relations) || isUnfinished(name, row) || isOfWhole(name, row),
    )
    return left.map((row) => objectId(refOf(kind, row)))
  })
  return new Set(ids)
}

/** Tables of extensions are no objects of a snapshot, because the extension makes them. */
function isOnExtensions({ schema, table: on }: Row, relations: ReadonlySet<string>): boolean {
  return Boolean(on) && !relations.has(JSON.stringify([schema, on]))
}

function ownRelations(snapshot: Snapshot): ReadonlySet<string> {
  const kinds = ['table', 'foreign-table', 'view', 'materialized-view']
  const rows = kinds.flatMap((name) => rowsOf(snapshot, name))
  return new Set(rows.map((row) => JSON.stringify([row.schema, row.name])))
}

function isSwitchedOff(row: Row): boolean {
  return row.isSwitchedOn !== undefined && !isTrue(row, 'isSwitchedOn')
}

/** A foreign key that a partition has of the whole is made along with it. */
function isOfWhole(kind: string, { whole }: Row): boolean {
  return kind === 'foreign-key' && Boolean(whole)
}

const RESTING_ON_INDEX = new Set(['index', 'primary-key', 'unique-constraint', 'exclusion-constraint'])

function isUnfinished(kind: string, row: Row): boolean {
  return RESTING_ON_INDEX.has(kind) && !isTrue(row, 'isValid')
}

function rowsOf(snapshot: Snapshot, name: string): Row[] {
  const kind = KINDS_BY_NAME.get(name)
  return kind && isKindRead(snapshot, name) ? findRows(snapshot, kind, []) : []
}

function isUnread(snapshot: Snapshot, name: string): boolean {
  return snapshot.blindSpots.some(({ kind }) => kind === name)
}

function isRoutine(types: readonly string[]): boolean {
  return types.some((type) => ROUTINES.includes(type))
}

/** A name as a comment of pg_dump shows it, in which a line break would end the comment. */
function shown(name: string, type: string): string {
  const line = name.replace(/[\r\n]/g, ' ')
  return ROUTINES.includes(type) ? bareName(line) : line
}

/** Before the arguments; of a name with a parenthesis in it the part before that, on both sides. */
function bareName(name: string): string {
  return name.split('(', 1)[0] as string
}

function keyOf(type: string, schema: string | null, name: string): string {
  return JSON.stringify([type, schema, name])
}
