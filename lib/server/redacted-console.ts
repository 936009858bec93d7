import { format } from 'node:util'
import { redact } from '../objects/secret'

const METHODS = ['debug', 'error', 'info', 'log', 'warn'] as const

/**
 * Makes everything that is printed through the console lose what looks like a password or an access key, and
 * gives what ends that. Next prints errors of ours that nobody expected, whatever they hold.
 */
export function redactConsole(): () => void {
  const originals = METHODS.map((method) => [method, console[method]] as const)
  for (const [method, original] of originals) {
    console[method] = (...values: unknown[]) => original(redact(format(...values)))
  }
  return () => {
    for (const [method, original] of originals) console[method] = original
  }
}

/** Runs `work` while nothing can print through `console.log`. */
export async function withoutLog<T>(work: () => Promise<T>): Promise<T> {
  const { log } = console
  console.log = () => undefined
  try {
    return await work()
  } finally {
    console.log = log
  }
}
