'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useMemo, useRef } from 'react'
import type { EnvironmentAnswer } from '@/lib/services/environment-answer'
import type { GridAnswer, RowAnswer } from '@/lib/services/grid-answer'
import { usePreference } from '../preferences/preference'
import { density } from '../preferences/preferences'
import { usePrinting } from '../ui/use-printing'
import { GridHead } from './grid-head'
import { type GridItem, gridItems } from './grid-items'
import { GridLine, type GridLineContent } from './grid-line'
import { KindCell, KindName, SchemaName } from './kind-row'
import { ObjectCell } from './object-cell'
import { isFiltered, type OverviewState } from './overview-state'
import { StandingCell } from './standing-cell'
import { useGridKeys } from './use-grid-keys'
import { useRows } from './use-overview'

/** Heights of rows and of the head in pixels, as globals.css has them, until a row was measured. */
const ROW_PX = { comfortable: 40, compact: 32 }
const HEAD_PX = 56

/** Paper takes no more. */
const MOST_PRINTED = 1_000

interface GridTableProps {
  readonly answer: GridAnswer
  readonly state: OverviewState
  readonly onToggleKind: (kind: string) => void
}

/** Objects by environments. Only the rows in sight are in the document, however many there are. */
export function GridTable({ answer, state, onToggleKind }: GridTableProps) {
  const scroller = useRef<HTMLElement>(null)
  const table = useRef<HTMLTableElement>(null)
  const rowHeight = ROW_PX[usePreference(density) ?? 'comfortable']
  const isPrinting = usePrinting()
  const items = useMemo(
    () => gridItems(answer, state.closed, isFiltered(state)),
    [answer, state.closed, state],
  )
  const list = useVirtualizer({
    count: items.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    scrollPaddingStart: HEAD_PX,
    scrollPaddingEnd: rowHeight,
    overscan: 8,
  })
  const columns = answer.environments.length + 1
  const keys = useGridKeys(table, items, columns, (row) => list.scrollToIndex(row))
  const inSight = isPrinting
    ? Array.from({ length: Math.min(items.count, MOST_PRINTED) }, (_, index) => ({ index, start: 0, end: 0 }))
    : list.getVirtualItems()
  const shown = inSight.map(({ index }) => ({ index, item: items.at(index) }))
  const rows = useRows(
    answer,
    state,
    shown.flatMap(({ item }) => (item.type === 'row' ? [item.offset] : [])),
  )
  const before = inSight[0]?.start ?? 0
  const after = isPrinting ? 0 : list.getTotalSize() - (inSight.at(-1)?.end ?? 0)
  return (
    <section
      ref={scroller}
      aria-label="Objects by environment"
      className="relative max-h-[calc(100dvh-var(--header)-1.5rem)] min-h-48 overflow-auto rounded-lg border border-border bg-raised print:max-h-none print:overflow-visible"
    >
      <table
        ref={table}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its cells are walked by arrow keys
        role="grid"
        aria-rowcount={items.count + 1}
        aria-colcount={columns}
        onKeyDown={keys.onKeyDown}
        className="w-full table-fixed border-collapse text-sm"
        style={{ minWidth: `${14 + 10 * answer.environments.length}rem` }}
      >
        <caption className="sr-only">
          Objects {state.show === 'everything' ? '' : 'that differ, '}by environment
        </caption>
        <GridHead environments={answer.environments} />
        <tbody>
          <Gap height={before} columns={columns} />
          {shown.map(({ index, item }) => (
            <GridLine
              key={keyOf(item)}
              index={index}
              type={item.type}
              width={columns}
              {...contentOf(item, rows, answer, state, onToggleKind)}
              active={keys.active}
              onFocus={keys.setActive}
              measure={list.measureElement}
            />
          ))}
          <Gap height={after} columns={columns} />
        </tbody>
      </table>
    </section>
  )
}

/** Stands for the rows that are not in the document. */
function Gap({ height, columns }: { readonly height: number; readonly columns: number }) {
  if (height <= 0) return null
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it can be focused
    <tr aria-hidden="true">
      <td colSpan={columns} style={{ height }} className="p-0" />
    </tr>
  )
}

function keyOf(item: GridItem): string {
  if (item.type === 'row') return `row ${item.offset}`
  return item.type === 'kind' ? `kind ${item.kind.name}` : `schema ${item.schema} ${item.matching}`
}

function contentOf(
  item: GridItem,
  rows: ReadonlyMap<number, RowAnswer>,
  answer: GridAnswer,
  state: OverviewState,
  onToggleKind: (kind: string) => void,
): GridLineContent {
  const columns = (cell: (environment: EnvironmentAnswer, place: number) => ReactNode) =>
    answer.environments.map((environment, i) => ({ name: environment.name, cell: cell(environment, i) }))
  if (item.type === 'schema') return { head: <SchemaName {...item} />, columns: [] }
  if (item.type === 'kind') {
    const { kind, group } = item
    const isClosed = state.closed.includes(kind.name)
    return {
      head: (
        <KindName kind={kind} group={group} isClosed={isClosed} onToggle={() => onToggleKind(kind.name)} />
      ),
      columns: columns((_, place) => <KindCell kind={kind} answer={answer} place={place} />),
    }
  }
  const row = rows.get(item.offset)
  if (!row) return { head: <Waiting />, columns: columns(() => <Waiting />) }
  return {
    head: <ObjectCell row={row} />,
    columns: columns((environment, place) => (
      <StandingCell
        cell={row.cells[place]}
        environment={environment}
        reference={answer.reference}
        objectId={row.id}
      />
    )),
  }
}

function Waiting() {
  return <span className="block h-3 w-1/2 rounded-sm bg-border" />
}
