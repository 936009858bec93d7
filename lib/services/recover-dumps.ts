import fs from 'node:fs'
import path from 'node:path'
import type { DumpRecord } from '../dumps/dump-record'
import { AppError } from '../objects/app-error'
import { listDumps, saveRecord } from '../store/dump-library'
import { appendLog } from '../store/dump-log'
import { disownDump, ownerOf, partialsOf } from '../store/running-dump'
import { dumpWork, notifyDumps } from './dump-work'
import type { Project } from './project'

/**
 * Puts right what processes left that ended before their dumps did: removes what is half made, and says of each of
 * those dumps that it was interrupted. What a process that lives is doing is left alone.
 * @returns the dumps that were interrupted.
 */
export async function recoverDumps(project: Project): Promise<readonly DumpRecord[]> {
  const { directory } = project.place
  const left = listDumps(directory).records.filter((record) => isLeft(directory, record))
  if (left.length === 0) return []
  const { places } = (await project.config()).dumps
  const folders = [
    path.dirname(places.types),
    path.dirname(places.schema),
    path.dirname(places.roles),
    places.data,
  ]
  const interrupted = left.map((record) => {
    const known = partialsOf(directory, record.id)
    const found = folders.flatMap((folder) => partialsIn(path.resolve(directory, folder), record.id))
    return interrupt(directory, record, [...new Set([...known, ...found])])
  })
  notifyDumps()
  return interrupted
}

function isLeft(directory: string, { id, state }: DumpRecord): boolean {
  const isOpen = state === 'queued' || state === 'running'
  return isOpen && !dumpWork().ended.has(id) && ownerOf(directory, id) === 'nobody'
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

function interrupt(directory: string, record: DumpRecord, partials: readonly string[]): DumpRecord {
  const stuck = partials.filter((file) => !isRemoved(file))
  const error = new AppError({
    code: 'E-DUMP-INTERRUPTED',
    message: 'Lockstep ended before the dump did',
    hint: 'Start it again when you like. The database was not changed.',
    ...(stuck.length > 0 ? { detail: `Could not be removed: ${stuck.join(', ')}` } : {}),
  })
  const ended: DumpRecord = {
    ...record,
    state: 'interrupted',
    endedAt: null,
    files: [],
    tables: [],
    error: error.toJSON(),
  }
  appendLog(directory, record.id, `${error.code}: ${error.message}; what was half made is removed`)
  try {
    saveRecord(directory, ended)
    if (stuck.length === 0) disownDump(directory, record.id)
  } catch {
    // On a disk that is full or read-only it stays as it is, and the next start tries again.
    dumpWork().ended.set(record.id, ended)
  }
  return ended
}

function isRemoved(file: string): boolean {
  try {
    fs.rmSync(file, { recursive: true, force: true })
    return true
  } catch {
    return false
  }
}
