import { KINDS_BY_NAME } from '../kinds/all'
import { column } from '../kinds/column'
import { primaryKey } from '../kinds/primary-key'
import { uniqueConstraint } from '../kinds/unique-constraint'
import { objectId, parseObjectId } from '../objects/address'
import type { Kind } from '../objects/kind'
import { listValue } from '../objects/list-value'
import { type Row, text } from '../objects/row'
import { findObject, findRows, refOf } from '../objects/snapshot'
import type { ChangedTable } from './changed-tables'
import type { ComparedPair } from './compared-pair'
import type { GraphColumn, GraphKey, GraphStatus, GraphTable } from './graph-answer'

/** One object on both sides; under two names it is still one. */
interface BothRows {
  readonly id: string
  readonly source: Row | undefined
  readonly target: Row | undefined
  readonly status: GraphStatus
}

/** A table of the diagram: its keys, the columns that differ, and how many there are of all else. */
export function graphTable(
  pair: ComparedPair,
  id: string,
  changed: ChangedTable | undefined,
  foreignColumns: ReadonlySet<string>,
): GraphTable {
  const ref = parseObjectId(id)
  if (!ref) throw new Error(`${id} is no object's id.`)
  const [schema = '', name = ''] = ref.address
  const primary = rowsOfTable(pair, primaryKey, ref.address)
  const keys = [...primary, ...rowsOfTable(pair, uniqueConstraint, ref.address)]
  const primaryColumns = new Set(primary.flatMap(({ source, target }) => columnsOf(source ?? target)))
  const columns = rowsOfTable(pair, column, ref.address).map((both) =>
    graphColumn(both, primaryColumns, foreignColumns),
  )
  const shown = columns.filter(
    ({ status, isPrimaryKey, isForeignKey }) =>
      changed && (status !== 'equal' || isPrimaryKey || isForeignKey),
  )
  const drawn = new Set([
    'table',
    'foreign-table',
    'column',
    'primary-key',
    'unique-constraint',
    'foreign-key',
  ])
  return {
    id,
    schema,
    name,
    status: changed ? statusOfTable(pair, id, changed) : 'equal',
    severity: changed?.severity ?? null,
    isNeighbour: !changed,
    columns: shown.sort((a, b) => rank(a) - rank(b)),
    otherColumns: columns.length - shown.length,
    keys: keys.filter(({ status }) => status !== 'equal').map(graphKey),
    otherDifferences: changed?.differences.filter(({ kind }) => !drawn.has(kind)).length ?? 0,
  }
}

/** Keys first, then what differs. */
function rank({ isPrimaryKey, status }: GraphColumn): number {
  return isPrimaryKey ? 0 : status === 'equal' ? 2 : 1
}

function statusOfTable({ source, target }: ComparedPair, id: string, changed: ChangedTable): GraphStatus {
  const ref = parseObjectId(id)
  const kind = ref && KINDS_BY_NAME.get(ref.kind)
  if (!ref || !kind) return 'different'
  const own = changed.differences.find((difference) => difference.id === id)
  if (own) return own.status === 'different' ? 'different' : own.status
  if (changed.differences.every(({ status }) => status === 'unknown')) return 'unknown'
  if (!findObject(source, kind, ref)) return 'targetOnly'
  return findObject(target, kind, ref) ? 'different' : 'sourceOnly'
}

/** The objects of a kind that a table has on either side. */
function rowsOfTable(pair: ComparedPair, kind: Kind, table: readonly string[]): BothRows[] {
  return pairRows(pair, kind, findRows(pair.source, kind, table), findRows(pair.target, kind, table))
}

/** Joins the rows of both sides by name, and by what the comparison found to be one object. */
export function pairRows(
  pair: ComparedPair,
  kind: Kind,
  source: readonly Row[],
  target: readonly Row[],
): BothRows[] {
  const found = new Map<string, { source?: Row; target?: Row }>()
  for (const row of source) {
    const id = objectId(refOf(kind, row))
    found.set(id, { ...found.get(id), source: row })
  }
  for (const row of target) {
    const own = objectId(refOf(kind, row))
    const id = pair.renamed.get(own) ?? own
    found.set(id, { ...found.get(id), target: row })
  }
  return [...found].map(([id, rows]) => ({
    id,
    source: rows.source,
    target: rows.target,
    status: statusOf(pair, id, rows),
  }))
}

function statusOf(
  pair: ComparedPair,
  id: string,
  { source, target }: { source?: Row; target?: Row },
): GraphStatus {
  const difference = pair.byId.get(id)
  if (difference && difference.id === id) return difference.status
  if (!target) return 'sourceOnly'
  if (!source) return 'targetOnly'
  return pair.rootOf.has(id) ? 'different' : 'equal'
}

function graphColumn(
  { id, source, target, status }: BothRows,
  primaryColumns: ReadonlySet<string>,
  foreignColumns: ReadonlySet<string>,
): GraphColumn {
  const row = (source ?? target) as Row
  const name = text(row, 'name')
  const newType = source && target && source.type !== target.type ? (target.type ?? null) : null
  return {
    id,
    name,
    status,
    type: text(row, 'type'),
    newType,
    isPrimaryKey: primaryColumns.has(name),
    isForeignKey: foreignColumns.has(id),
  }
}

function graphKey({ id, source, target, status }: BothRows): GraphKey {
  const row = (source ?? target) as Row
  const label = KINDS_BY_NAME.get(id.slice(0, id.indexOf(':')))?.label.one ?? ''
  return { id, label, name: text(row, 'name'), columns: columnsOf(row), status }
}

function columnsOf(row: Row | undefined): string[] {
  return listValue(row?.columns)
}
