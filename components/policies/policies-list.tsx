'use client'

import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from 'react'
import type { PoliciesAnswer } from '@/lib/services/policies-answer'
import { ReferenceMark } from '../status/marks'
import { PrintedNote } from '../ui/printed-note'
import { QUIET_ROWS } from '../ui/quiet-rows'
import { SafeName } from '../ui/safe-name'
import { MOST_PRINTED, printedPlaces, usePrinting } from '../ui/use-printing'
import { policiesHref } from './policies-href'
import type { PolicyFilters } from './policies-state'
import { PolicyRow } from './policy-row'
import { TablePart } from './table-part'
import { PAGE_ROWS } from './use-policies'
import { usePolicyRows } from './use-policy-rows'
import { useRowKeys } from './use-row-keys'

interface PoliciesListProps {
  readonly answer: PoliciesAnswer
  readonly filters: PolicyFilters
}

const ESTIMATED_ROW = 72

/** Tables by environments; only the rows in sight exist, however many there are. */
export function PoliciesList({ answer, filters }: PoliciesListProps) {
  const { environments, matching } = answer
  const list = useRef<HTMLDivElement>(null)
  const margin = useOffset(list)
  const virtual = useWindowVirtualizer({
    ...QUIET_ROWS,
    count: matching,
    estimateSize: () => ESTIMATED_ROW,
    overscan: 8,
    scrollMargin: margin,
  })
  const isPrinting = usePrinting()
  const items = isPrinting
    ? printedPlaces(matching).map((index) => ({ index, key: index, start: 0 }))
    : virtual.getVirtualItems()
  const pages = [...new Set(items.map(({ index }) => Math.floor(index / PAGE_ROWS)))]
  const rowAt = usePolicyRows(filters, pages.length > 0 ? pages : [0])
  useRowKeys(list, matching, (index) => virtual.scrollToIndex(index, { align: 'auto' }))
  const drawn = isPrinting ? items.filter(({ index }) => rowAt(index)) : items
  const columns = {
    gridTemplateColumns: `minmax(18rem, 2fr) repeat(${environments.length}, minmax(9rem, 1fr))`,
  }
  return (
    <div className={environments.length > 6 ? 'overflow-x-auto' : ''}>
      <TablePart
        role="table"
        aria-label="Tables by environment"
        aria-rowcount={matching + 1}
        className="rounded-lg border border-border bg-raised"
      >
        <TablePart
          role="row"
          aria-rowindex={1}
          style={columns}
          className="sticky top-(--stuck) z-1 rounded-t-lg border-border border-b bg-surface text-left text-sm max-md:sr-only md:grid"
        >
          <Head>Table</Head>
          {environments.map(({ name, isReference }) => (
            <Head key={name}>
              <SafeName name={name} />
              {isReference && <ReferenceMark />}
            </Head>
          ))}
        </TablePart>
        <TablePart
          ref={list}
          style={isPrinting ? {} : { height: virtual.getTotalSize() }}
          className="relative"
          role="rowgroup"
        >
          {drawn.map((item) => {
            const row = rowAt(item.index)
            return (
              <TablePart
                key={item.key}
                role="row"
                aria-rowindex={item.index + 2}
                data-index={item.index}
                ref={virtual.measureElement}
                style={
                  isPrinting ? columns : { ...columns, transform: `translateY(${item.start - margin}px)` }
                }
                className="absolute inset-x-0 top-0 print:static border-border border-b hover:bg-surface max-md:py-2 md:grid"
              >
                {row ? (
                  <PolicyRow row={row} environments={environments} href={policiesHref(row.id, filters)} />
                ) : (
                  <Placeholder />
                )}
              </TablePart>
            )
          })}
        </TablePart>
      </TablePart>
      {isPrinting && (
        <PrintedNote
          printed={drawn.length}
          of={matching}
          words={['table', 'tables']}
          isCut={drawn.length === MOST_PRINTED}
        />
      )}
    </div>
  )
}

function Head({ children }: { readonly children: ReactNode }) {
  return (
    <TablePart
      role="columnheader"
      className="flex min-h-(--row) items-center gap-1.5 px-(--pad) font-medium text-muted"
    >
      {children}
    </TablePart>
  )
}

/** A row whose page is on its way. */
function Placeholder() {
  return (
    <div className="flex h-(--row) items-center px-(--pad)">
      <span className="h-3 w-1/2 rounded-sm bg-border motion-safe:animate-pulse" />
    </div>
  )
}

/** How far a list begins below the top of the document, in pixels. */
function useOffset(element: RefObject<HTMLElement | null>): number {
  const [offset, setOffset] = useState(0)
  useLayoutEffect(() => {
    const measure = () => {
      const box = element.current?.getBoundingClientRect()
      if (box) setOffset(Math.round(box.top + window.scrollY))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(document.body)
    return () => observer.disconnect()
  }, [element])
  return offset
}
