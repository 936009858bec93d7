type Step = readonly [limitSeconds: number, secondsPerUnit: number, unit: string]

const STEPS: readonly Step[] = [
  [60 * 60, 60, 'min'],
  [48 * 60 * 60, 60 * 60, 'h'],
]
const LAST_STEP: Step = [Number.POSITIVE_INFINITY, 24 * 60 * 60, 'days']

/**
 * How long ago something was, in words: `just now`, `2 min ago`, `3 h ago`, `5 days ago`. An instant that is still to
 * come was told by another clock, and that is said: `2 days ahead of this clock`.
 */
export function ageInWords(durationMs: number): string {
  const seconds = Math.floor(Math.abs(durationMs) / 1000)
  if (seconds < 60) return 'just now'
  const [, perUnit, unit] = STEPS.find(([limit]) => seconds < limit) ?? LAST_STEP
  return `${Math.floor(seconds / perUnit)} ${unit} ${durationMs < 0 ? 'ahead of this clock' : 'ago'}`
}
