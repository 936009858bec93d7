'use client'

import dynamic from 'next/dynamic'
import { useMemo, useRef } from 'react'
import { rowsOfIndex } from '@/lib/services/comparison-index'
import type { ComparisonAnswer } from '@/lib/services/read-comparison'
import { LoadingRows } from '../states/loading-rows'
import { CompareFilterBar } from './compare-filter-bar'
import type { PairParameters } from './compare-requests'
import type { CompareState, SetCompareState } from './compare-state'
import { ComparisonSummary } from './comparison-summary'
import { filterRows } from './difference-filter'
import { buildTree, groupsAround, leavesOf } from './difference-tree'
import { DifferencesPanel } from './differences-panel'
import { useComparisonKeys } from './use-comparison-keys'
import { useViewed } from './viewed'

const ComparedObject = dynamic(() => import('./compared-object').then((module) => module.ComparedObject), {
  ssr: false,
  loading: () => <LoadingRows label="Opening the object…" />,
})

interface ComparisonBodyProps {
  readonly answer: ComparisonAnswer
  readonly comparison: NonNullable<ComparisonAnswer['comparison']>
  readonly pair: PairParameters
  readonly state: CompareState
  readonly setState: SetCompareState
  readonly onClearFilters: () => void
}

/** The list of differences with its filters, and beside it the object that was chosen. */
export function ComparisonBody(props: ComparisonBodyProps) {
  const { answer, comparison, pair, state, setState, onClearFilters } = props
  const { index } = comparison
  const names = useMemo(
    () => ({ source: answer.source.name, target: answer.target.name }),
    [answer.source.name, answer.target.name],
  )
  const rows = useMemo(() => rowsOfIndex(index), [index])
  const { text, kind, schema, status, severity, cause } = state
  const filters = useMemo(
    () => ({ text, kind, schema, status, severity, cause }),
    [text, kind, schema, status, severity, cause],
  )
  const tree = useMemo(() => buildTree(filterRows(rows, filters)), [rows, filters])
  const order = useMemo(() => leavesOf(tree), [tree])
  const isLed = useRef(false)
  const viewed = useViewed(pair.source, pair.target)
  const choose = (id: string | null) => {
    const around = new Set(id === null ? [] : groupsAround(tree, id))
    setState({ object: id, line: null, closed: state.closed.filter((key) => !around.has(key)) })
  }
  const known = useMemo(() => new Set(rows.map(({ id }) => id)), [rows])
  const at = order.findIndex(({ id }) => id === state.object)
  const previous = order[at - 1]
  const next = order[at + 1]
  const steps = {
    previous: previous && (() => choose(previous.id)),
    next: next && (() => choose(next.id)),
  }
  useComparisonKeys(steps)
  if (answer.source.id === answer.target.id) return null
  const showsEqual = state.show === 'everything'
  const hasTree = rows.length > 0 || showsEqual
  const row = rows.find(({ id }) => id === state.object)
  return (
    <>
      {hasTree && (
        <CompareFilterBar
          rows={rows}
          filters={filters}
          names={names}
          showsEqual={showsEqual}
          onChange={setState}
          onClear={onClearFilters}
          className={state.object === null ? '' : 'max-lg:hidden'}
        />
      )}
      <div
        className={hasTree ? 'grid items-start gap-4 lg:grid-cols-[minmax(18rem,24rem)_minmax(0,1fr)]' : ''}
      >
        {hasTree && (
          <DifferencesPanel
            className={state.object === null ? '' : 'max-lg:hidden'}
            tree={tree}
            rows={rows}
            matching={order}
            names={names}
            pair={pair}
            filters={filters}
            state={state}
            setState={setState}
            isViewed={viewed.isViewed}
            onChoose={choose}
            onClearFilters={onClearFilters}
          />
        )}
        {state.object === null ? (
          <ComparisonSummary
            answer={answer}
            comparison={comparison}
            rows={rows}
            names={names}
            showsEqual={showsEqual}
            pair={pair}
            onChoose={(id) => {
              isLed.current = true
              choose(id)
            }}
            onShowEqual={(isWanted) => setState({ show: isWanted ? 'everything' : 'differences' })}
          />
        ) : (
          <ComparedObject
            pair={pair}
            id={state.object}
            names={names}
            state={state}
            setState={setState}
            place={{ at, of: order.length }}
            steps={steps}
            viewed={
              row && {
                isSet: viewed.isViewed(row),
                set: (isSet) => viewed.setViewed(row, isSet, known),
              }
            }
            isLed={isLed}
            onChoose={choose}
          />
        )}
      </div>
    </>
  )
}
