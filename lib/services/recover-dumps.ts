import fs from 'node:fs'
import path from 'node:path'
import type { DumpRecord } from '../dumps/dump-record'
import { tryToRemove } from '../dumps/try-to-remove'
import { AppError } from '../objects/app-error'
import { MANIFEST, readManifest, writtenPlace } from '../store/dump-files'
import { listDumps, saveRecord } from '../store/dump-library'
import { appendLog } from '../store/dump-log'
import { disownDump, leftovers, ownerOf, partialsOf } from '../store/running-dump'
import { dumpWork, notifyDumps } from './dump-work'
import type { Project } from './project'

/**
 * Puts right what processes left that ended before their dumps did: removes what is half made, and says of each of
 * those dumps that it was interrupted, or how it ended where all but its record was done. What a disk would not let a
 * dump remove or write down when it ended is tried again. What a process that lives is doing is left alone.
 * @returns those dumps as they are now.
 */
export async function recoverDumps(project: Project): Promise<readonly DumpRecord[]> {
  const { directory } = project.place
  const { records } = listDumps(directory)
  for (const record of records) finish(directory, record)
  const left = records.filter((record) => isLeft(directory, record))
  if (left.length === 0) return []
  const { places } = (await project.config()).dumps
  const folders = [
    path.dirname(places.types),
    path.dirname(places.schema),
    path.dirname(places.roles),
    places.data,
  ]
  // What its process wrote down last, before it let go of it.
  const interrupted = left.flatMap(({ id }) => {
    const record = listDumps(directory).records.find((each) => each.id === id)
    if (!record || !isLeft(directory, record)) return []
    const known = partialsOf(directory, record.id)
    const found = folders.flatMap((folder) => partialsIn(path.resolve(directory, folder), record.id))
    const partials = [...new Set([...known, ...found])]
    return [settle(directory, record, partials)]
  })
  notifyDumps()
  return interrupted
}

/** Of a dump that has ended: its record, and what was half made. */
function finish(directory: string, record: DumpRecord): void {
  const { id } = record
  const known = dumpWork.ended.get(id)
  if (isOpen(record) && known === undefined) return
  try {
    if (isOpen(record) && known) saveRecord(directory, known)
    const left = leftovers(directory, id)
    if (left.length === 0 && !isOpen(record)) return
    if (left.every(tryToRemove)) disownDump(directory, id)
  } catch {
    // The disk still does not let it; the next time it is tried again.
  }
}

function isOpen({ state }: DumpRecord): boolean {
  return state === 'queued' || state === 'running'
}

function isLeft(directory: string, record: DumpRecord): boolean {
  const { id } = record
  return isOpen(record) && !dumpWork.ended.has(id) && ownerOf(directory, id) === 'nobody'
}

/** Where the note of its owner is lost, the names tell. */
function partialsIn(folder: string, id: string): string[] {
  try {
    return fs
      .readdirSync(folder)
      .filter((name) => name.startsWith('.') && name.endsWith(`.${id}.partial`))
      .map((name) => path.join(folder, name))
  } catch {
    return []
  }
}

function settle(directory: string, record: DumpRecord, partials: readonly string[]): DumpRecord {
  const stuck = partials.filter((file) => !tryToRemove(file))
  const error = new AppError({
    code: 'E-DUMP-INTERRUPTED',
    message: 'Lockstep ended before the dump did',
    hint: 'Start it again when you like. The database was not changed.',
    ...(stuck.length > 0 ? { detail: `Could not be removed: ${stuck.join(', ')}` } : {}),
  })
  const done = partials
    .map((partial) => placedFrom(directory, partial, record.id))
    .find((each) => each !== null)
  const ended: DumpRecord = done ?? {
    ...record,
    state: 'interrupted',
    endedAt: null,
    files: [],
    tables: [],
    error: error.toJSON(),
  }
  appendLog(
    directory,
    record.id,
    done
      ? 'Lockstep ended before it could keep the record of the dump, which was in its place already'
      : `${error.code}: ${error.message}; what was half made is removed`,
  )
  try {
    saveRecord(directory, ended)
    if (stuck.length === 0) disownDump(directory, record.id)
  } catch {
    // On a disk that is full or read-only it stays as it is, and the next start tries again.
    dumpWork.ended.set(record.id, ended)
  }
  return ended
}

/**
 * The record of a dump whose folder got its name before the process ended: the manifest in it, which is written only
 * once everything passed. Null where there is no such folder.
 */
function placedFrom(directory: string, partial: string, id: string): DumpRecord | null {
  const parent = path.dirname(partial)
  const name = path.basename(partial).slice(1, -`.${id}.partial`.length)
  const folders = fs.existsSync(parent) ? fs.readdirSync(parent).filter((each) => each.startsWith(name)) : []
  for (const folder of folders.map((each) => path.join(parent, each))) {
    const manifest = path.join(folder, MANIFEST)
    if (!fs.existsSync(manifest)) continue
    const record = readIfSound(folder)
    if (record?.id !== id) continue
    const files = record.files.map((file) => ({
      ...file,
      path: writtenPlace(directory, path.join(folder, file.path)),
    }))
    return { ...record, files, endedAt: fs.statSync(manifest).mtime.toISOString() }
  }
  return null
}

function readIfSound(folder: string): DumpRecord | null {
  try {
    return readManifest(folder).record
  } catch {
    return null
  }
}
