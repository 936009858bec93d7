import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '../objects/app-error'
import { processStart } from './process-start'

const waitMs = 120_000

/**
 * Runs a step while no other process runs one on the same folder. A lock whose owner has died is taken over.
 * @throws AppError `E-EMBEDDED-LOCK` when the other one does not finish within two minutes.
 */
export async function withFolderLock<T>(dir: string, step: () => Promise<T>): Promise<T> {
  const file = path.join(dir, 'lock')
  const mine = `${process.pid} ${crypto.randomUUID()} ${processStart(process.pid)}`
  await acquire(file, mine)
  try {
    return await step()
  } finally {
    if (readText(file) === mine) fs.rmSync(file, { force: true })
  }
}

async function acquire(file: string, mine: string): Promise<void> {
  const deadline = Date.now() + waitMs
  while (!tryCreate(file, mine)) {
    const owner = readText(file)
    if (owner !== null && isAbandoned(file, owner)) takeAway(file, owner)
    else if (Date.now() > deadline) throw lockError(file, owner)
    else await sleep(25)
  }
}

/** The text is written under another name first, so that a lock is never seen empty. */
function tryCreate(file: string, text: string): boolean {
  const draft = `${file}.${process.pid}.${crypto.randomUUID()}`
  fs.writeFileSync(draft, text, { mode: 0o600 })
  try {
    fs.linkSync(draft, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    fs.rmSync(draft, { force: true })
  }
}

function isAbandoned(file: string, owner: string): boolean {
  const [pid, , ...start] = owner.split(' ')
  return readText(file) === owner && processStart(Number(pid)) !== start.join(' ')
}

/** Moves a dead owner's lock aside; if a live one was caught instead, puts it back. */
function takeAway(file: string, owner: string): void {
  const aside = `${file}.${process.pid}.${crypto.randomUUID()}`
  try {
    fs.renameSync(file, aside)
  } catch {
    return
  }
  if (readText(aside) !== owner) fs.linkSync(aside, file)
  fs.rmSync(aside, { force: true })
}

function readText(file: string): string | null {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

function lockError(file: string, owner: string | null): AppError {
  return new AppError({
    code: 'E-EMBEDDED-LOCK',
    message: `Another process (${owner?.split(' ')[0]}) has been starting or stopping this Postgres for two minutes.`,
    hint: 'End that process, then try again.',
    detail: file,
  })
}
