'use client'

import { useMemo } from 'react'
import type { IndexRow } from '@/lib/services/comparison-index'
import { EmptyState } from '../states/empty-state'
import { ClearFilters } from '../ui/clear-filters'
import { Count } from '../ui/count'
import type { PairParameters } from './compare-requests'
import type { CompareFilters, CompareState, SetCompareState } from './compare-state'
import type { TreeGroup } from './difference-tree'
import { DifferenceTreeView } from './difference-tree-view'
import type { SideNames } from './status-words'
import { treeRows } from './tree-rows'
import { useEqualObjects } from './use-equal-objects'

interface DifferencesPanelProps {
  readonly className: string
  readonly tree: readonly TreeGroup[]
  /** All differences, and those that match. */
  readonly rows: readonly IndexRow[]
  readonly matching: readonly IndexRow[]
  readonly names: SideNames
  readonly pair: PairParameters
  readonly filters: CompareFilters
  readonly state: CompareState
  readonly setState: SetCompareState
  readonly isViewed: (row: IndexRow) => boolean
  readonly onChoose: (id: string) => void
  readonly onClearFilters: () => void
}

/** The tree with how many it shows and how many of them were looked at. */
export function DifferencesPanel(props: DifferencesPanelProps) {
  const { className, tree, rows, matching, names, pair, filters, state, setState, isViewed } = props
  const isWanted = state.show === 'everything'
  const equal = useEqualObjects(pair, filters, isWanted)
  const equalObjects = useMemo(() => {
    if (!isWanted) return null
    const pages = equal.data?.pages ?? []
    return { matching: pages[0]?.matching ?? 0, loaded: pages.flatMap(({ objects }) => objects) }
  }, [isWanted, equal.data])
  const closed = useMemo(() => new Set(state.closed), [state.closed])
  const lines = useMemo(() => treeRows(tree, closed, equalObjects), [tree, closed, equalObjects])
  const toggle = (key: string, isOpen: boolean) => {
    const others = state.closed.filter((each) => each !== key)
    setState({ closed: isOpen ? others : [...others, key] })
  }
  return (
    <section
      aria-label="Differences"
      className={`flex min-h-0 flex-col rounded-lg border border-border bg-raised lg:sticky lg:top-[calc(var(--stuck)+1rem)] lg:h-[max(20rem,calc(100dvh-var(--stuck)-2rem))] ${className}`}
    >
      <header className="border-border border-b px-3 py-2 text-sm" aria-live="polite">
        <p className="flex flex-wrap justify-between gap-x-4">
          <span>
            <Count value={matching.length} /> of{' '}
            <Count value={rows.length} of={['difference', 'differences']} />
          </span>
          <Progress done={matching.filter(isViewed).length} of={matching.length} />
        </p>
      </header>
      {lines.length > 0 ? (
        <DifferenceTreeView
          rows={lines}
          names={names}
          chosen={state.object}
          isViewed={isViewed}
          onChoose={props.onChoose}
          onToggle={toggle}
          onLoadMore={() => void equal.fetchNextPage()}
        />
      ) : (
        <div className="p-3">
          <EmptyState
            title={`0 of ${rows.length} ${rows.length === 1 ? 'difference matches' : 'differences match'}`}
            actions={<ClearFilters onClear={props.onClearFilters} />}
          >
            <p>The filters leave nothing to show.</p>
          </EmptyState>
        </div>
      )}
    </section>
  )
}

function Progress({ done, of }: { readonly done: number; readonly of: number }) {
  if (of === 0) return null
  return (
    <span className="flex items-center gap-2 text-muted">
      <progress
        value={done}
        max={of}
        aria-label="Viewed differences"
        className="h-1.5 w-16 appearance-none overflow-hidden rounded-full bg-border [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-border [&::-webkit-progress-value]:bg-accent"
      />
      {done} of {of} viewed
    </span>
  )
}
