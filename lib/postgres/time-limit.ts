import { startClock } from './clock'

/** A signal that also fires after a time, and the way to stop its clock. */
export interface TimeLimit {
  readonly signal: AbortSignal
  readonly stop: () => void
}

/**
 * A signal that aborts with `reason()` after `ms` of startClock, or earlier with the reason of `outer`.
 */
export function limitTime(ms: number, reason: () => Error, outer?: AbortSignal): TimeLimit {
  const over = new AbortController()
  const { stop } = startClock(ms, () => over.abort(reason()))
  const signal = outer ? AbortSignal.any([outer, over.signal]) : over.signal
  return { signal, stop }
}

/** Waits, but no longer than until the signal aborts; then throws its reason. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await untilAborted(signal, (done) => {
    const timer = setTimeout(done, ms)
    return () => clearTimeout(timer)
  })
}

/**
 * Runs something that ends by calling `resolve` or `reject`, and gives up with the signal's reason when that aborts.
 * @param start begins it, and returns what undoes it.
 */
export function untilAborted<T>(
  signal: AbortSignal,
  start: (resolve: (value: T) => void, reject: (error: unknown) => void) => () => void,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    const onAbort = () => settle(reject)(signal.reason)
    const settle =
      <Value>(end: (value: Value) => void) =>
      (value: Value) => {
        signal.removeEventListener('abort', onAbort)
        undo()
        end(value)
      }
    let undo: () => void = () => undefined
    signal.addEventListener('abort', onAbort, { once: true })
    undo = start(settle(resolve), settle(reject))
  })
}
