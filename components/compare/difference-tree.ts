import type { DifferenceStatus } from '@/lib/objects/difference'
import { SEVERITIES } from '@/lib/objects/kind'
import type { IndexRow, KindEntry } from '@/lib/services/comparison-index'

export type StatusTally = Readonly<Record<DifferenceStatus, number>>

/** A group of the tree; its tally is the sum of its children's. */
export interface TreeGroup {
  readonly type: 'schema' | 'kind' | 'unknown'
  /** Tells the group from all others, also in addresses. */
  readonly key: string
  readonly label: string
  readonly tally: StatusTally
  readonly total: number
  /** The worst below it. */
  readonly severity: IndexRow['severity']
  readonly children: readonly TreeNode[]
}

export interface TreeLeaf {
  readonly type: 'object'
  readonly key: string
  readonly row: IndexRow
}

export type TreeNode = TreeGroup | TreeLeaf

/**
 * Differences as a tree: schema, kind, object; kind and object for what lies in no schema. What could not be compared is
 * a group of its own at the end, never among the differences.
 * @param rows in the order of the index
 */
export function buildTree(rows: readonly IndexRow[]): TreeGroup[] {
  const differing = rows.filter(({ status }) => status !== 'unknown')
  const unknown = rows.filter(({ status }) => status === 'unknown')
  const bySchema = groupBy(differing, ({ schema }) => schema)
  const groups = [...bySchema].flatMap(([schema, ofSchema]) =>
    schema === ''
      ? kindGroups(ofSchema, 'none')
      : [group('schema', `schema:${schema}`, schema, kindGroups(ofSchema, `schema:${schema}`))],
  )
  if (unknown.length === 0) return groups
  return [...groups, group('unknown', 'unknown', 'Unknown', kindGroups(unknown, 'unknown'))]
}

function kindGroups(rows: readonly IndexRow[], parent: string): TreeGroup[] {
  const byKind = groupBy(rows, ({ kind }) => kind)
  return [...byKind].map(([kind, ofKind]) =>
    group('kind', `${parent}/${kind.name}`, capitalized(kind), ofKind.map(leaf)),
  )
}

function leaf(row: IndexRow): TreeLeaf {
  return { type: 'object', key: row.id, row }
}

function group(
  type: TreeGroup['type'],
  key: string,
  label: string,
  children: readonly TreeNode[],
): TreeGroup {
  const tally = { different: 0, sourceOnly: 0, targetOnly: 0, unknown: 0 }
  let total = 0
  let worst = SEVERITIES.length - 1
  for (const child of children) {
    if (child.type === 'object') tally[child.row.status]++
    else for (const status of Object.keys(tally) as DifferenceStatus[]) tally[status] += child.tally[status]
    total += child.type === 'object' ? 1 : child.total
    const severity = child.type === 'object' ? child.row.severity : child.severity
    worst = Math.min(worst, SEVERITIES.indexOf(severity))
  }
  const severity = SEVERITIES[worst] ?? 'cosmetic'
  return { type, key, label, tally, total, severity, children }
}

function groupBy<Key>(rows: readonly IndexRow[], keyOf: (row: IndexRow) => Key): Map<Key, IndexRow[]> {
  const groups = new Map<Key, IndexRow[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const known = groups.get(key)
    if (known) known.push(row)
    else groups.set(key, [row])
  }
  return groups
}

function capitalized({ many }: KindEntry): string {
  return many.charAt(0).toUpperCase() + many.slice(1)
}

/** The objects of a tree from top to bottom, whether or not their groups are open. */
export function leavesOf(nodes: readonly TreeNode[]): IndexRow[] {
  return nodes.flatMap((node) => (node.type === 'object' ? [node.row] : leavesOf(node.children)))
}

/** The keys of the groups around an object, outermost first; empty when it is not in the tree. */
export function groupsAround(nodes: readonly TreeNode[], id: string): string[] {
  for (const node of nodes) {
    if (node.type === 'object') continue
    if (node.children.some((child) => child.type === 'object' && child.key === id)) return [node.key]
    const inner = groupsAround(node.children, id)
    if (inner.length > 0) return [node.key, ...inner]
  }
  return []
}
