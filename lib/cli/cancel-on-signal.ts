import { AppError } from '../objects/app-error'
import { catalogHint } from '../objects/error-catalog'
import { SIGNALS } from './signals'
import type { Terminal } from './terminal'

/** For work that knows no words of its own for having been cancelled. */
export const CANCELLED = new AppError({
  code: 'E-CANCELLED',
  message: 'Cancelled before it was done',
  hint: catalogHint('E-CANCELLED'),
})

/**
 * At the first Ctrl-C or termination calls `cancel`, which ends the work in order; a second one ends the process at once.
 * @returns what ends the watch.
 */
export function cancelOnSignal(cancel: () => void, terminal: Terminal): () => void {
  let isCancelled = false
  const onSignal = () => {
    if (isCancelled) process.exit(130)
    isCancelled = true
    terminal.err('Cancelling …')
    try {
      cancel()
    } catch {
      // It has ended just now by itself.
    }
  }
  for (const signal of SIGNALS) process.on(signal, onSignal)
  return () => {
    for (const signal of SIGNALS) process.off(signal, onSignal)
  }
}
