import fs from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { processStart } from './process-start.mjs'

/**
 * Locks of this process that are free but for their files, which a disk that broke down would not let go. The program may
 * hold this module several times; the symbol is one.
 */
const RELEASED = Symbol.for('lockstep.released-locks')
globalThis[RELEASED] ??= new Set()

/**
 * Runs a step while no other process runs one under the same lock file. A lock whose owner has died is taken
 * over.
 * @template T
 * @param {string} file in a folder that exists
 * @param {() => Promise<T>} step
 * @param {(owner: number, waitedMs: number) => void} onWait told again and again which process is waited
 *   for; throws to give up.
 * @returns {Promise<T>}
 */
export async function withFileLock(file, step, onWait) {
  const mine = `${process.pid} ${crypto.randomUUID()} ${processStart(process.pid)}`
  await acquire(file, mine, onWait)
  try {
    return await step()
  } finally {
    release(file, mine)
  }
}

/** What the step came to is told, whether or not the file can be removed. */
function release(file, mine) {
  if (readText(file) !== mine) return
  try {
    fs.rmSync(file, { force: true })
  } catch {
    globalThis[RELEASED].add(mine)
  }
}

async function acquire(file, mine, onWait) {
  const began = Date.now()
  while (!tryCreate(file, mine)) {
    const owner = readText(file)
    if (owner === null) continue
    if (isAbandoned(owner)) takeAway(file, owner)
    else {
      onWait(Number.parseInt(owner, 10), Date.now() - began)
      await sleep(25)
    }
  }
}

/** The text is written under another name first, so that a lock is never seen empty. */
function tryCreate(file, text) {
  const draft = `${file}.${process.pid}.${crypto.randomUUID()}`
  fs.writeFileSync(draft, text, { mode: 0o600 })
  try {
    fs.linkSync(draft, file)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  } finally {
    fs.rmSync(draft, { force: true })
  }
}

function isAbandoned(owner) {
  if (globalThis[RELEASED].has(owner)) return true
  const [pid, , ...start] = owner.split(' ')
  return processStart(Number(pid)) !== start.join(' ')
}

/** Moves a dead owner's lock aside; if a live one was caught instead, puts it back. */
function takeAway(file, owner) {
  const aside = `${file}.${process.pid}.${crypto.randomUUID()}`
  try {
    fs.renameSync(file, aside)
  } catch {
    return
  }
  if (readText(aside) !== owner) fs.linkSync(aside, file)
  fs.rmSync(aside, { force: true })
}

function readText(file) {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
