import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { DumpProgress } from '../dumps/dump-record'
import { processStart } from '../embedded/process-start.mjs'
import { dumpFolder, notKept } from './dump-library'
import { projectFolder } from './project-folder'
import { writeWhole } from './write-whole'

/*
 * What processes of one project tell each other of a dump that is not done, in files beside its record: whose it is,
 * how far it is, and that somebody wants it to end.
 */

const OWNER = 'owner.json'
const PROGRESS = 'progress.json'
const CANCEL = 'cancel'

const owner = z.object({
  pid: z.int(),
  /** When the process began; a number alone does not name one. */
  start: z.string(),
  /** Absolute paths of what is half made and must go if the process does. */
  partials: z.array(z.string()),
})

/** Notes that this process makes the dump, and what it is about to make half. Throws AppError E-FILE-WRITE. */
export function ownDump(projectDirectory: string, id: string, partials: readonly string[]): void {
  const mine = { pid: process.pid, start: String(processStart(process.pid)), partials: [...partials] }
  try {
    writeWhole(path.join(projectFolder(projectDirectory, 'dumps', id), OWNER), JSON.stringify(mine))
  } catch (error) {
    throw notKept(error)
  }
}

/** Whose a dump is: of this process, of another that lives, or of nobody any more. */
export function ownerOf(projectDirectory: string, id: string): 'us' | 'another' | 'nobody' {
  const known = readOwner(projectDirectory, id)
  if (!known || processStart(known.pid) !== known.start) return 'nobody'
  return known.pid === process.pid ? 'us' : 'another'
}

/** What a process that is gone may have left half made: only names that no other file has. */
export function partialsOf(projectDirectory: string, id: string): readonly string[] {
  const partials = readOwner(projectDirectory, id)?.partials ?? []
  return partials.filter((file) => path.isAbsolute(file) && path.basename(file).endsWith(`.${id}.partial`))
}

/** Of these, what is still there: the disk that it lies on would not let it be removed. */
export function leftovers(projectDirectory: string, id: string): readonly string[] {
  return partialsOf(projectDirectory, id).filter((file) => fs.existsSync(file))
}

/** Takes away what was told about a dump that is done. */
export function disownDump(projectDirectory: string, id: string): void {
  for (const name of [OWNER, PROGRESS, CANCEL])
    fs.rmSync(path.join(dumpFolder(projectDirectory, id), name), { force: true })
}

/** Tells the other processes how far it is; they can do without. */
export function tellProgress(projectDirectory: string, id: string, progress: DumpProgress): void {
  const file = path.join(dumpFolder(projectDirectory, id), PROGRESS)
  try {
    fs.writeFileSync(`${file}.next`, JSON.stringify(progress), { mode: 0o600 })
    fs.renameSync(`${file}.next`, file)
  } catch {
    // On a disk that is full or broken what was told last stays.
  }
}

/** How far another process says that it is, or null. */
export function toldProgress(projectDirectory: string, id: string): DumpProgress | null {
  try {
    return JSON.parse(fs.readFileSync(path.join(dumpFolder(projectDirectory, id), PROGRESS), 'utf8'))
  } catch {
    return null
  }
}

/** Asks the process that makes a dump to end it. */
export function askToCancel(projectDirectory: string, id: string): void {
  fs.writeFileSync(path.join(dumpFolder(projectDirectory, id), CANCEL), '', { mode: 0o600 })
}

export function isAskedToCancel(projectDirectory: string, id: string): boolean {
  return fs.existsSync(path.join(dumpFolder(projectDirectory, id), CANCEL))
}

function readOwner(projectDirectory: string, id: string): z.infer<typeof owner> | null {
  try {
    const text = fs.readFileSync(path.join(dumpFolder(projectDirectory, id), OWNER), 'utf8')
    return owner.parse(JSON.parse(text))
  } catch {
    return null
  }
}
