import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Runs a set-up step unless it is done, one process at a time: two first starts at once must not install
 * into each other. A lock whose process has died does not count.
 * @param {string} file the lock, which holds the number of the process that has it.
 * @param {() => boolean} isDone asked again once the lock is held.
 * @param {() => Promise<void>} run
 */
export async function runOnce(file, isDone, run) {
  if (isDone()) return
  await acquire(file)
  try {
    if (!isDone()) await run()
  } finally {
    fs.rmSync(file, { force: true })
  }
}

async function acquire(file) {
  fs.mkdirSync(path.dirname(file), { recursive: true })
  for (let hasSaid = false; ; await sleep(100)) {
    try {
      fs.writeFileSync(file, String(process.pid), { flag: 'wx' })
      return
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    const owner = readOwner(file)
    if (owner !== null && !isAlive(owner)) fs.rmSync(file, { force: true })
    else if (!hasSaid)
      console.error(`Waiting for process ${owner ?? '?'}, which is setting up the same folder …`)
    hasSaid = true
  }
}

/** An empty lock is being written this moment, unless it is old. */
function readOwner(file) {
  const text = readText(file)
  if (text) return Number(text)
  const age = Date.now() - (fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
  return age > 5_000 ? 0 : null
}

function readText(file) {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function isAlive(pid) {
  if (!pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
