'use client'

/** Two origins by their ids, the trusted one first. */
export interface Pair {
  readonly source: string
  readonly target: string
}

const KEY = 'lockstep-last-pair'

/** The pair that was compared last in this browser; null when there was none, or storage is switched off. */
export function readLastPair(): Pair | null {
  try {
    const parsed: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null')
    if (!Array.isArray(parsed)) return null
    const [source, target] = parsed as unknown[]
    return typeof source === 'string' && typeof target === 'string' ? { source, target } : null
  } catch {
    return null
  }
}

export function rememberPair({ source, target }: Pair): void {
  try {
    localStorage.setItem(KEY, JSON.stringify([source, target]))
  } catch {
    // Without storage nothing is remembered.
  }
}
