import fs from 'node:fs'
import path from 'node:path'
import type { DumpRecord } from '../dumps/dump-record'
import { AppError } from '../objects/app-error'
import { MANIFEST, ownFolder, readManifest } from '../store/dump-files'
import { listDumps, readRecord, removeRecord, saveRecord } from '../store/dump-library'
import { leftovers } from '../store/running-dump'
import { syncFolder } from '../store/write-whole'
import { notifyDumps } from './dump-work'
import { refuseUnfinished } from './open-dump'
import type { Project } from './project'

/** Keeps a dump from being deleted, or no longer. Throws AppError E-DUMP, E-DUMP-BUSY, E-FILE-WRITE. */
export function pinDump(project: Pick<Project, 'place'>, id: string, isPinned: boolean): DumpRecord {
  const { place } = project
  const record = readRecord(place.directory, id)
  refuseUnfinished(project, record)
  const changed = { ...record, isPinned }
  saveRecord(place.directory, changed)
  notifyDumps()
  return changed
}

/**
 * Deletes a dump: the folder that it made for itself, what it left half made on a disk that had failed, and its record,
 * log and snapshot. The files of types, schema and roles at their customary places are the project's and stay.
 * Throws AppError E-DUMP, E-DUMP-BUSY, E-DUMP-PINNED, E-FILE-WRITE.
 */
export function deleteDump(project: Pick<Project, 'place'>, id: string): void {
  const { directory } = project.place
  const isBroken = listDumps(directory).problems.some((problem) => problem.id === id)
  if (!isBroken) {
    const record = readRecord(directory, id)
    refuseUnfinished(project, record)
    if (record.isPinned) {
      throw new AppError({
        code: 'E-DUMP-PINNED',
        message: `Dump ${id} is pinned, so it was not deleted`,
        hint: 'Unpin it first, if nobody needs it any more.',
      })
    }
    removeFiles(directory, record)
    remove(() => {
      for (const file of leftovers(directory, id)) fs.rmSync(file, { recursive: true })
    })
  }
  remove(() => removeRecord(directory, id))
  notifyDumps()
}

/** Only a folder that its own manifest says is this dump's goes; it is renamed first, so that no half of it is left. */
function removeFiles(directory: string, record: DumpRecord): void {
  const folder = ownFolder(directory, record)
  if (folder === null || !fs.existsSync(path.join(folder, MANIFEST))) return
  if (!isOf(folder, record.id)) return
  remove(() => {
    const aside = path.join(path.dirname(folder), `.${path.basename(folder)}.${record.id}.partial`)
    fs.renameSync(folder, aside)
    fs.rmSync(aside, { recursive: true })
    syncFolder(path.dirname(folder))
  })
}

/** Of a manifest that is damaged, its text still tells whose it was. */
function isOf(folder: string, id: string): boolean {
  try {
    return readManifest(folder).record.id === id
  } catch {
    return fs.readFileSync(path.join(folder, MANIFEST), 'utf8').includes(JSON.stringify(id))
  }
}

function remove(step: () => void): void {
  try {
    step()
  } catch (error) {
    throw new AppError(
      {
        code: 'E-FILE-WRITE',
        message: 'The dump could not be deleted',
        hint: 'Check that its folder is writable, then delete it again.',
        detail: (error as Error).message,
      },
      { cause: error },
    )
  }
}
