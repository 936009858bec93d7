import os from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { dropOpenShadows } from '../shadow/open-shadows'
import { SIGNALS } from './signals'
import type { Terminal } from './terminal'

/** How long what runs may take to end, in milliseconds. */
const LONGEST_END_MS = 5_000

/**
 * At a signal that nobody else handles by then, drops our throwaway databases and ends the process; a second one ends it
 * at once. Without this a signal would end it with no word to our servers, which outlive us.
 * @returns the exit code, as shells give it, from the moment that the process is about to end.
 */
export function endOnSignal(terminal: Terminal): Promise<number> {
  return new Promise((resolve) => {
    let isEnding = false
    const onSignal = (signal: (typeof SIGNALS)[number]) => {
      if (process.listenerCount(signal) > 1) return
      const exitCode = 128 + os.constants.signals[signal]
      if (isEnding) process.exit(exitCode)
      isEnding = true
      terminal.err('Cancelling …')
      resolve(exitCode)
      const ended = Promise.race([dropOpenShadows(), sleep(LONGEST_END_MS)])
      void ended.finally(() => process.exit(exitCode))
    }
    for (const signal of SIGNALS) process.on(signal, onSignal)
  })
}
