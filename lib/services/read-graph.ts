import { foreignKey } from '../kinds/foreign-key'
import { objectId } from '../objects/address'
import { listValue } from '../objects/list-value'
import { type Row, text } from '../objects/row'
import { findRows } from '../objects/snapshot'
import { changedTables } from './changed-tables'
import type { ComparedPair } from './compared-pair'
import type { GraphAnswer, GraphRelation } from './graph-answer'
import { graphTable, pairRows } from './graph-tables'
import { findPair, type PairQuery } from './read-comparison'
import type { Workspace } from './workspace'

/** More tables than these no diagram shows in a way that anyone reads. */
const MOST_TABLES = 100

const graphs = new WeakMap<ComparedPair, GraphAnswer['graph']>()

/** The tables that differ between two origins and their neighbours. Throws E-ORIGIN for an id that nothing has. */
export async function readGraph(workspace: Workspace, query: PairQuery): Promise<GraphAnswer> {
  const { source, target, usesLastKnown, pair } = await findPair(workspace, query)
  const graph = pair && (graphs.get(pair) ?? graphOf(pair))
  if (pair) graphs.set(pair, graph)
  return { formatVersion: 1, source: source.answer, target: target.answer, usesLastKnown, graph }
}

function graphOf(pair: ComparedPair): GraphAnswer['graph'] {
  const changed = new Map(changedTables(pair.comparison.differences).map((table) => [table.id, table]))
  const relations = relationsOf(pair)
  const shownChanged = [...changed.keys()].slice(0, MOST_TABLES)
  const neighbours = neighboursOf(shownChanged, relations).filter((id) => !changed.has(id))
  const shown = new Set([...shownChanged, ...neighbours.slice(0, MOST_TABLES - shownChanged.length)])
  const foreignColumns = new Set(relations.flatMap(columnIds))
  return {
    tables: [...shown].map((id) => graphTable(pair, id, changed.get(id), foreignColumns)),
    relations: relations.filter(
      ({ from, to }) => shown.has(from) && shown.has(to) && (changed.has(from) || changed.has(to)),
    ),
    leftOut: {
      changed: changed.size - shownChanged.length,
      neighbours: neighbours.length - (shown.size - shownChanged.length),
    },
  }
}

function relationsOf(pair: ComparedPair): GraphRelation[] {
  const rows = pairRows(
    pair,
    foreignKey,
    findRows(pair.source, foreignKey, []),
    findRows(pair.target, foreignKey, []),
  )
  return rows.map(({ id, source, target, status }) => {
    const row = (source ?? target) as Row
    return {
      id,
      name: text(row, 'name'),
      from: objectId({ kind: text(row, 'tableKind'), address: [text(row, 'schema'), text(row, 'table')] }),
      to: objectId({
        kind: text(row, 'referencedKind'),
        address: [text(row, 'referencedSchema'), text(row, 'referencedName')],
      }),
      columns: listValue(row.columns),
      referencedColumns: listValue(row.referencedColumns),
      status,
    }
  })
}

/** Tables at the other end of a foreign key of one of these, in the order of these. */
function neighboursOf(tables: readonly string[], relations: readonly GraphRelation[]): string[] {
  const beside = new Map<string, string[]>()
  const add = (table: string, other: string) => beside.set(table, [...(beside.get(table) ?? []), other])
  for (const { from, to } of relations) {
    add(from, to)
    add(to, from)
  }
  return [...new Set(tables.flatMap((id) => beside.get(id) ?? []))]
}

/** The ids of the columns that a foreign key is on. */
function columnIds({ from, columns }: GraphRelation): string[] {
  const table = from.slice(from.indexOf(':') + 1)
  return columns.map((name) => {
    const own = objectId({ kind: 'column', address: [name] })
    return `column:${table}.${own.slice('column:'.length)}`
  })
}
