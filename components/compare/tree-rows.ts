import type { NamedObject } from '@/lib/services/named-object'
import type { TreeGroup, TreeLeaf, TreeNode } from './difference-tree'

/** Where a row stands in the tree, as screen readers say it. */
interface Place {
  readonly key: string
  readonly level: number
  readonly position: number
  readonly siblings: number
}

/** One line of the tree as it is shown. */
export type TreeRow = Place &
  (
    | { readonly type: 'group'; readonly group: TreeGroup; readonly isOpen: boolean }
    | { readonly type: 'object'; readonly leaf: TreeLeaf }
    | { readonly type: 'equalGroup'; readonly matching: number; readonly isOpen: boolean }
    | { readonly type: 'equalObject'; readonly object: NamedObject }
    | { readonly type: 'more'; readonly left: number }
  )

/** Objects that are the same on both sides, as far as they were loaded. */
export interface EqualObjects {
  readonly matching: number
  readonly loaded: readonly NamedObject[]
}

const EQUAL_KEY = 'equal'

/** The lines of a tree from top to bottom, without what closed groups hold. */
export function treeRows(
  tree: readonly TreeGroup[],
  closed: ReadonlySet<string>,
  equal: EqualObjects | null,
): TreeRow[] {
  const siblings = tree.length + (equal ? 1 : 0)
  const rows = tree.flatMap((node, i) => rowsOf(node, 1, i + 1, siblings, closed))
  if (!equal) return rows
  const isOpen = !closed.has(EQUAL_KEY)
  const head: TreeRow = {
    type: 'equalGroup',
    key: EQUAL_KEY,
    level: 1,
    position: siblings,
    siblings,
    matching: equal.matching,
    isOpen,
  }
  return [...rows, head, ...(isOpen ? equalRows(equal) : [])]
}

function rowsOf(
  node: TreeNode,
  level: number,
  position: number,
  siblings: number,
  closed: ReadonlySet<string>,
): TreeRow[] {
  const place = { key: node.key, level, position, siblings }
  if (node.type === 'object') return [{ ...place, type: 'object', leaf: node }]
  const isOpen = !closed.has(node.key)
  const head: TreeRow = { ...place, type: 'group', group: node, isOpen }
  if (!isOpen) return [head]
  return [
    head,
    ...node.children.flatMap((child, i) => rowsOf(child, level + 1, i + 1, node.children.length, closed)),
  ]
}

function equalRows({ matching, loaded }: EqualObjects): TreeRow[] {
  const left = matching - loaded.length
  const siblings = loaded.length + (left > 0 ? 1 : 0)
  const place = (key: string, i: number) => ({ key, level: 2, position: i + 1, siblings })
  const objects = loaded.map(
    (object, i): TreeRow => ({ ...place(object.id, i), type: 'equalObject', object }),
  )
  if (left <= 0) return objects
  return [...objects, { ...place('more', loaded.length), type: 'more', left }]
}
