const STEPS: readonly (readonly [limitSeconds: number, secondsPerUnit: number, unit: string])[] = [
  [60 * 60, 60, 'min'],
  [48 * 60 * 60, 60 * 60, 'h'],
  [Number.POSITIVE_INFINITY, 24 * 60 * 60, 'days'],
]

/** How long ago something was, in words: `just now`, `2 min ago`, `3 h ago`, `5 days ago`. */
export function ageInWords(durationMs: number): string {
  const seconds = Math.max(0, Math.floor(durationMs / 1000))
  if (seconds < 60) return 'just now'
  for (const [limit, perUnit, unit] of STEPS) {
    if (seconds < limit) return `${Math.floor(seconds / perUnit)} ${unit} ago`
  }
  return ''
}
