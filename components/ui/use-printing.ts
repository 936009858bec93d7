'use client'

import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'

/** Lines that a list prints at most. */
export const MOST_PRINTED = 1_000

/** Places from the first on, as many of them as are printed. */
export function printedPlaces(count: number): number[] {
  return Array.from({ length: Math.min(count, MOST_PRINTED) }, (_, place) => place)
}

/** Whether the page is being put on paper: then lists show all their rows, not only those in sight. */
export function usePrinting(): boolean {
  const [isPrinting, setIsPrinting] = useState(false)
  useEffect(() => {
    const begin = () => flushSync(() => setIsPrinting(true))
    const end = () => setIsPrinting(false)
    window.addEventListener('beforeprint', begin)
    window.addEventListener('afterprint', end)
    return () => {
      window.removeEventListener('beforeprint', begin)
      window.removeEventListener('afterprint', end)
    }
  }, [])
  return isPrinting
}
