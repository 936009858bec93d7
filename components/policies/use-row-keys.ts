'use client'

import type { RefObject } from 'react'
import { useShortcut } from '../keys/use-shortcut'

/** j and k go from row to row of a list whose rows are marked with `data-index` and hold a link. */
export function useRowKeys(
  list: RefObject<HTMLElement | null>,
  count: number,
  show: (index: number) => void,
): void {
  const go = (step: 1 | -1) => {
    const focused = document.activeElement?.closest<HTMLElement>('[data-index]')
    const isInside = focused && list.current?.contains(focused)
    const next = isInside ? Number(focused.dataset.index) + step : 0
    if (next < 0 || next >= count) return
    show(next)
    focusRow(list.current, next)
  }
  useShortcut('nextRow', () => go(1))
  useShortcut('previousRow', () => go(-1))
}

/** A row that was out of sight comes with the next frames. */
function focusRow(list: HTMLElement | null, index: number, tries = 10): void {
  const link = list?.querySelector<HTMLElement>(`[data-index="${index}"] a`)
  if (link) link.focus({ preventScroll: true })
  else if (tries > 0) requestAnimationFrame(() => focusRow(list, index, tries - 1))
}
