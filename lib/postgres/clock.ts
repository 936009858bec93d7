/** A time limit that is running. */
export interface Clock {
  /** Begins the whole time anew. */
  restart(): void
  stop(): void
}

/** In how many parts a clock counts its time. */
const BEATS = 10

/**
 * Calls back when `ms` have passed in which this process could hear. While it works long at something else, or the machine
 * sleeps, answers wait unheard: to count that time would be to take our own silence for the server's. So time is counted in
 * beats, and one that comes late counts only when the one before did too. The clock does not keep the process alive.
 */
export function startClock(ms: number, onEnd: () => void): Clock {
  const beatMs = ms / BEATS
  let left = BEATS
  let last = performance.now()
  let wasLate = false
  const timer = setInterval(() => {
    const now = performance.now()
    const isLate = now - last > 2 * beatMs
    if (!isLate || wasLate) left--
    wasLate = isLate
    last = now
    if (left > 0) return
    clearInterval(timer)
    onEnd()
  }, beatMs).unref()
  return {
    restart: () => {
      left = BEATS
      last = performance.now()
      wasLate = false
      timer.refresh()
    },
    stop: () => clearInterval(timer),
  }
}
