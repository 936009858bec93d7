export interface AttemptLimitOptions {
  readonly max: number
  readonly windowMs: number
  /** The clock, in milliseconds, which never goes back. */
  readonly now?: () => number
}

/** Counts attempts in fixed windows of time; `isOver()` counts one and says whether it is one too many. */
export function createAttemptLimit({ max, windowMs, now = Date.now }: AttemptLimitOptions) {
  let count = 0
  let windowEndsAt = 0
  return {
    isOver(): boolean {
      if (now() >= windowEndsAt) {
        count = 0
        windowEndsAt = now() + windowMs
      }
      count += 1
      return count > max
    },
  }
}
