import type { TreeRow } from './tree-rows'

/** What a key does in the tree: go to another line, or open or close the one it is on. */
export type KeyOutcome = { readonly index: number } | { readonly toggle: boolean }

/** The keys of a tree: https://www.w3.org/WAI/ARIA/apg/patterns/treeview/. Null for a key that means nothing here. */
export function keyTarget(key: string, rows: readonly TreeRow[], at: number): KeyOutcome | null {
  const row = rows[at]
  if (!row) return null
  const isGroup = row.type === 'group' || row.type === 'equalGroup'
  switch (key) {
    case 'ArrowDown':
      return { index: Math.min(at + 1, rows.length - 1) }
    case 'ArrowUp':
      return { index: Math.max(at - 1, 0) }
    case 'Home':
      return { index: 0 }
    case 'End':
      return { index: rows.length - 1 }
    case 'ArrowRight':
      if (!isGroup) return null
      return row.isOpen ? { index: Math.min(at + 1, rows.length - 1) } : { toggle: true }
    case 'ArrowLeft':
      return isGroup && row.isOpen ? { toggle: false } : parentOf(rows, at)
    default:
      return null
  }
}

function parentOf(rows: readonly TreeRow[], at: number): KeyOutcome | null {
  const level = rows[at]?.level ?? 1
  const index = rows.slice(0, at).findLastIndex((row) => row.level < level)
  return index < 0 ? null : { index }
}
