import { setTimeout as sleep } from 'node:timers/promises'
import { withFileLock } from '../embedded/file-lock.mjs'

/** How often it is looked whether another process is done, in milliseconds. */
const LOOK_MS = 500

class Held extends Error {
  constructor(readonly pid: number) {
    super(`Process ${pid} holds the lock.`)
  }
}

/**
 * Runs a step while no other process runs one under the same file, and waits for those that do. A lock whose owner has
 * died is taken over.
 * @param file in a folder that exists.
 * @param onWait told once for each other process that is waited for.
 * @throws the signal's reason when it aborts while waiting, and what the step throws.
 */
export async function withProcessLock<T>(
  file: string,
  { signal, onWait }: { readonly signal: AbortSignal; readonly onWait: (pid: number) => void },
  step: () => Promise<T>,
): Promise<T> {
  let told: number | null = null
  for (;;) {
    signal.throwIfAborted()
    try {
      return await withFileLock(file, step, (pid) => {
        throw new Held(pid)
      })
    } catch (error) {
      if (!(error instanceof Held)) throw error
      if (told !== error.pid) onWait(error.pid)
      told = error.pid
    }
    await sleep(LOOK_MS, undefined, { signal }).catch(() => signal.throwIfAborted())
  }
}
