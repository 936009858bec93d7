import type { Rect, Virtualizer } from '@tanstack/react-virtual'

type Rows<Scroller extends Element | Window> = Virtualizer<Scroller, Element>

/**
 * The height of a row as the browser tells it after it laid out the page; until then what was measured before, or the
 * estimate. Asking the row itself would make the browser lay out the page once more for each of them.
 */
function heightOf<Scroller extends Element | Window>(
  row: Element,
  entry: ResizeObserverEntry | undefined,
  rows: Rows<Scroller>,
): number {
  const box = entry?.borderBoxSize[0]
  if (box) return Math.round(box.blockSize)
  const index = rows.indexFromElement(row)
  const { getItemKey, estimateSize } = rows.options
  return rows.itemSizeCache.get(getItemKey(index)) ?? estimateSize(index)
}

/** Tells the size of what scrolls each time the browser has laid it out, and never asks for it. */
function observeSize(rows: Rows<HTMLElement>, onSize: (size: Rect) => void): (() => void) | undefined {
  const { scrollElement } = rows
  if (!scrollElement) return undefined
  const observer = new ResizeObserver(([entry]) => {
    const box = entry?.contentBoxSize[0]
    if (box) onSize({ width: Math.round(box.inlineSize), height: Math.round(box.blockSize) })
  })
  observer.observe(scrollElement)
  return () => observer.disconnect()
}

/** For lists in the window: their rows are measured without the browser having to lay out the page in between. */
export const QUIET_ROWS = { measureElement: heightOf, useFlushSync: false } as const

/** The same for lists that scroll by themselves; the first rows are those that a whole window would show. */
export const quietRows = () => ({
  ...QUIET_ROWS,
  observeElementRect: observeSize,
  initialRect: { width: window.innerWidth, height: window.innerHeight },
})
