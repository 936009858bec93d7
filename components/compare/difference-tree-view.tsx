'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import type { IndexRow } from '@/lib/services/comparison-index'
import { PrintedNote } from '../ui/printed-note'
import { printedPlaces, usePrinting } from '../ui/use-printing'
import type { SideNames } from './status-words'
import { TreeItem } from './tree-item'
import { keyTarget } from './tree-keys'
import type { TreeRow } from './tree-rows'

interface DifferenceTreeViewProps {
  readonly rows: readonly TreeRow[]
  readonly names: SideNames
  /** The id of the object that is shown beside the tree. */
  readonly chosen: string | null
  readonly isViewed: (row: IndexRow) => boolean
  readonly onChoose: (id: string) => void
  readonly onToggle: (key: string, isOpen: boolean) => void
  readonly onLoadMore: () => void
}

const ROW_HEIGHT = 32
const INDENT_REM = 1

/** The tree of differences. One Tab stop; arrow keys move, open and close; only what is in view is in the page. */
export function DifferenceTreeView(props: DifferenceTreeViewProps) {
  const { rows, names, chosen, isViewed, onChoose, onToggle, onLoadMore } = props
  const treeId = useId()
  const scrollRef = useRef<HTMLDivElement>(null)
  const [activeKey, setActiveKey] = useState(chosen)
  const [followed, setFollowed] = useState(chosen)
  if (followed !== chosen) {
    setFollowed(chosen)
    setActiveKey(chosen)
  }
  const found = rows.findIndex(({ key }) => key === activeKey)
  const active = Math.max(found, 0)
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 10,
    initialRect: { width: 320, height: 640 },
  })
  const isPrinting = usePrinting()
  const items = isPrinting
    ? printedPlaces(rows.length).map((index) => ({ index, key: rows[index]?.key ?? index, start: 0 }))
    : virtualizer.getVirtualItems()
  const hasActive = rows.length > 0
  useEffect(() => {
    if (hasActive) virtualizer.scrollToIndex(active, { align: 'auto' })
  }, [virtualizer, active, hasActive])

  function act(row: TreeRow) {
    setActiveKey(row.key)
    if (row.type === 'group' || row.type === 'equalGroup') onToggle(row.key, !row.isOpen)
    else if (row.type === 'more') onLoadMore()
    else onChoose(row.key)
  }

  function handleKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const row = rows[active]
    if (!row) return
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      act(row)
      return
    }
    const outcome = keyTarget(event.key, rows, active)
    if (!outcome) return
    event.preventDefault()
    if ('toggle' in outcome) onToggle(row.key, outcome.toggle)
    else setActiveKey(rows[outcome.index]?.key ?? null)
  }

  return (
    <>
      <div
        ref={scrollRef}
        role="tree"
        aria-label="Differences"
        tabIndex={0}
        aria-activedescendant={hasActive ? `${treeId}-${active}` : undefined}
        onKeyDown={handleKeyDown}
        className="group/tree max-h-[max(60dvh,18rem)] min-h-40 overflow-auto py-1 outline-offset-[-2px] lg:max-h-none lg:flex-1"
      >
        <div
          role="presentation"
          className="relative"
          style={isPrinting ? {} : { height: virtualizer.getTotalSize() }}
        >
          {items.map((item) => {
            const row = rows[item.index]
            if (!row) return null
            const isGroup = row.type === 'group' || row.type === 'equalGroup'
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the tree itself answers the keys
              // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus and points at the active item
              <div
                key={item.key}
                id={`${treeId}-${item.index}`}
                role="treeitem"
                aria-level={row.level}
                aria-posinset={row.position}
                aria-setsize={row.siblings}
                aria-expanded={isGroup ? row.isOpen : undefined}
                aria-selected={row.key === chosen}
                data-active={item.index === active || undefined}
                title={row.type === 'object' ? row.leaf.row.address.join('.') : undefined}
                onClick={() => act(row)}
                style={{
                  ...(isPrinting ? {} : { transform: `translateY(${item.start}px)` }),
                  paddingLeft: `${(row.level - 1) * INDENT_REM + (isGroup ? 0.5 : 0.75)}rem`,
                }}
                className="absolute inset-x-0 top-0 print:static flex h-8 cursor-pointer items-center gap-1.5 pr-3 text-sm hover:bg-surface aria-selected:bg-surface aria-selected:shadow-[inset_3px_0_0_var(--accent)] group-focus-visible/tree:data-active:outline-2 group-focus-visible/tree:data-active:-outline-offset-2 group-focus-visible/tree:data-active:outline-ring forced-colors:aria-selected:border-l-4"
              >
                <TreeItem row={row} names={names} isViewed={isViewed} />
              </div>
            )
          })}
        </div>
      </div>
      {isPrinting && (
        <PrintedNote
          printed={items.filter(({ index }) => rows[index]?.type === 'object').length}
          of={rows.filter(({ type }) => type === 'object').length}
          words={['difference', 'differences']}
          isCut
        />
      )}
    </>
  )
}
