import fs from 'node:fs'
import path from 'node:path'

/**
 * Runs a set-up step unless it is done, one process at a time: two first starts at once must not install
 * into each other.
 * @param {string} file the lock
 * @param {() => boolean} isDone asked again once the lock is held.
 * @param {() => Promise<void>} run
 */
export async function runOnce(file, isDone, run) {
  if (isDone()) return
  const { withFileLock } = await import('../../lib/embedded/file-lock.mjs')
  fs.mkdirSync(path.dirname(file), { recursive: true })
  let hasSaid = false
  await withFileLock(
    file,
    async () => {
      if (!isDone()) await run()
    },
    (owner) => {
      if (!hasSaid) console.error(`Waiting for process ${owner}, which is setting up the same folder …`)
      hasSaid = true
    },
  )
}
