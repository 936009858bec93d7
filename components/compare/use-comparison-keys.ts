'use client'

import { useShortcut } from '../keys/use-shortcut'

/** What leads to the objects before and after the one that is shown; undefined at the ends. */
export interface Steps {
  readonly previous: (() => void) | undefined
  readonly next: (() => void) | undefined
}

/** The keys that go through the differences, within the filters. */
export function useComparisonKeys({ previous, next }: Steps): void {
  useShortcut('next', () => next?.())
  useShortcut('nextRow', () => next?.())
  useShortcut('previous', () => previous?.())
  useShortcut('previousRow', () => previous?.())
}
