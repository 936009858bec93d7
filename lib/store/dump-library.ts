import fs from 'node:fs'
import path from 'node:path'
import type { DumpRecord } from '../dumps/dump-record'
import { parseRecord } from '../dumps/record-schema'
import { AppError } from '../objects/app-error'
import { projectFolder } from './project-folder'
import { syncFolder, writeWhole } from './write-whole'

const RECORD = 'record.json'
const DAMAGED = 'record.damaged.json'

/** A record that cannot be used, told until somebody deletes it. */
export interface RecordProblem {
  readonly id: string
  readonly message: string
}

/** Everything a project remembers of its dumps. */
export interface DumpLibrary {
  /** The latest that was asked for first. */
  readonly records: readonly DumpRecord[]
  readonly problems: readonly RecordProblem[]
}

/** The folder that keeps record, log and snapshot of a dump; it need not be there. Throws for what is no id. */
export function dumpFolder(projectDirectory: string, id: string): string {
  if (!/^[A-Za-z0-9-]{1,100}$/.test(id)) throw noSuchDump(id)
  return path.join(projectDirectory, '.lockstep', 'dumps', id)
}

/** Where the snapshot of a dump's moment lies; `lib/store/snapshot-file.ts` reads and writes it. */
export function snapshotFileOf(projectDirectory: string, id: string): string {
  return path.join(dumpFolder(projectDirectory, id), 'snapshot.lockstep')
}

/** Keeps a record, whole or not at all; the one before stays until then. Throws AppError E-FILE-WRITE. */
export function saveRecord(projectDirectory: string, record: DumpRecord): void {
  const folder = dumpFolder(projectDirectory, record.id)
  try {
    projectFolder(projectDirectory, 'dumps', record.id)
    writeWhole(path.join(folder, RECORD), `${JSON.stringify(record, null, 2)}\n`)
    syncFolder(folder)
  } catch (error) {
    throw notKept(error)
  }
}

/** The failure of the file system to keep what is told of a dump, in the product's words. */
export function notKept(error: unknown): AppError {
  return new AppError(
    {
      code: 'E-FILE-WRITE',
      message: 'The record of the dump could not be kept',
      hint: 'Check that the folder .lockstep of the project is writable and has room. What was kept before is unchanged.',
      detail: (error as Error).message,
    },
    { cause: error },
  )
}

/** The record of a dump. Throws AppError E-DUMP where there is none, E-DUMP-RECORD where it cannot be used. */
export function readRecord(projectDirectory: string, id: string): DumpRecord {
  const read = readOne(dumpFolder(projectDirectory, id), id)
  if (read === null) throw noSuchDump(id)
  if ('formatVersion' in read) return read
  throw new AppError({
    code: 'E-DUMP-RECORD',
    message: read.message,
    hint: 'The files of the dump, if it made any, are untouched.',
  })
}

/**
 * All dumps of a project. A record that is damaged is set aside under another name and told about, now and at every
 * later time; one of a newer version is told about and left as it is.
 */
export function listDumps(projectDirectory: string): DumpLibrary {
  const folder = path.join(projectDirectory, '.lockstep', 'dumps')
  const records: DumpRecord[] = []
  const problems: RecordProblem[] = []
  for (const id of foldersIn(folder)) {
    const read = readOne(path.join(folder, id), id)
    if (read === null) continue
    if ('formatVersion' in read) records.push(read)
    else problems.push(read)
  }
  records.sort((a, b) => (a.askedAt === b.askedAt ? (a.id < b.id ? 1 : -1) : a.askedAt < b.askedAt ? 1 : -1))
  return { records, problems }
}

/** Takes a dump's record, log and snapshot away; its files are not touched. */
export function removeRecord(projectDirectory: string, id: string): void {
  fs.rmSync(dumpFolder(projectDirectory, id), { recursive: true, force: true })
}

export function noSuchDump(id: string): AppError {
  return new AppError({
    code: 'E-DUMP',
    message: `There is no dump ${JSON.stringify(id)}`,
    hint: 'It may have been deleted. `lockstep dumps` lists those that there are.',
  })
}

function foldersIn(folder: string): string[] {
  try {
    return fs
      .readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && /^[A-Za-z0-9-]+$/.test(entry.name))
      .map(({ name }) => name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/** Records by their file, so that a list of many is read once. */
const known = new Map<string, { readonly stamp: string; readonly read: DumpRecord | RecordProblem }>()

function readOne(folder: string, id: string): DumpRecord | RecordProblem | null {
  const file = path.join(folder, RECORD)
  const stamp = stampOf(file)
  if (stamp === null) return fs.existsSync(path.join(folder, DAMAGED)) ? damaged(id) : null
  const kept = known.get(file)
  if (kept?.stamp === stamp) return kept.read
  const read = readFile(file, folder, id)
  if ('formatVersion' in read) known.set(file, { stamp, read })
  return read
}

function readFile(file: string, folder: string, id: string): DumpRecord | RecordProblem {
  const read = parseRecord(fs.readFileSync(file, 'utf8'))
  if (read.state === 'newer')
    return { id, message: `The record of dump ${id} was made by a newer version of Lockstep` }
  if (read.state === 'read' && read.record.id === id) return read.record
  try {
    fs.renameSync(file, path.join(folder, DAMAGED))
  } catch {
    // Where even that cannot be written, it is told all the same.
  }
  return damaged(id)
}

function damaged(id: string): RecordProblem {
  return {
    id,
    message: `The record of dump ${id} is damaged, and was set aside as .lockstep/dumps/${id}/${DAMAGED}`,
  }
}

function stampOf(file: string): string | null {
  try {
    const { mtimeMs, size, ino } = fs.statSync(file)
    return `${mtimeMs} ${size} ${ino}`
  } catch {
    return null
  }
}
