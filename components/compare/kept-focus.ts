'use client'

import { useEffect } from 'react'

/** The name of the control that led to the page of another pair, which has the same controls. */
let used: string | null = null

/** To be called before another pair is opened. */
export function leaveWithFocus(): void {
  used = document.activeElement?.getAttribute('name') ?? null
}

/** Gives the control of the page before its focus back, unless somebody has moved on. */
export function useKeptFocus(): void {
  useEffect(() => {
    if (used !== null && document.activeElement === document.body)
      document.getElementsByName(used)[0]?.focus()
    used = null
  }, [])
}
