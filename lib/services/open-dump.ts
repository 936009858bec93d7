import fs from 'node:fs'
import path from 'node:path'
import type { DumpFile, DumpRecord } from '../dumps/dump-record'
import { AppError } from '../objects/app-error'
import { MANIFEST, placeOfFile, readManifest } from '../store/dump-files'
import { listDumps, noSuchDump, readRecord } from '../store/dump-library'
import { hasReader } from '../store/dump-readers'
import { dumpWork } from './dump-work'
import type { Project } from './project'

/** A dump of the library, or one from elsewhere, with the places of its files. */
export interface OpenedDump {
  readonly record: DumpRecord
  /** Whether the library of the project has it. */
  readonly isOurs: boolean
  /** Whether what is said about its files proves to be what was written. */
  readonly isSealed: boolean
  readonly files: readonly (DumpFile & { /** Absolute. */ readonly place: string })[]
}

/**
 * The dump that a word stands for: an id, or the path of a folder or of the manifest in it.
 * Throws AppError E-DUMP where there is none, and as readRecord and readManifest do.
 */
export function openDump({ place }: Pick<Project, 'place'>, word: string): OpenedDump {
  const { directory } = place
  if (isKnownId(directory, word)) {
    const record = readRecord(directory, word)
    return {
      record,
      isOurs: true,
      isSealed: true,
      files: record.files.map((file) => placed(file, directory)),
    }
  }
  const folder = folderOf(path.resolve(directory, word))
  if (folder === null) throw noSuchDump(word)
  const { record, isSealed } = readManifest(folder)
  // Where the library still knows it, that record tells what was found out since.
  const known = listDumps(directory).records.find(({ id }) => id === record.id)
  const isSame = known?.files.some((file) => path.dirname(placeOfFile(directory, file)) === folder)
  if (known && isSame) return openDump({ place }, known.id)
  return { record, isOurs: false, isSealed, files: record.files.map((file) => placed(file, folder)) }
}

function placed(file: DumpFile, base: string) {
  return { ...file, place: placeOfFile(base, file) }
}

function isKnownId(directory: string, word: string): boolean {
  if (!/^[A-Za-z0-9-]{1,100}$/.test(word)) return false
  const { records, problems } = listDumps(directory)
  return [...records, ...problems].some(({ id }) => id === word)
}

function folderOf(file: string): string | null {
  const stat = fs.statSync(file, { throwIfNoEntry: false })
  if (stat?.isDirectory()) return file
  return stat && path.basename(file) === MANIFEST ? path.dirname(file) : null
}

/** Whether a dump is not done, or is read or restored, be it by another process, or waits for that. */
export function isInUse(
  { place }: Pick<Project, 'place'>,
  { id, state }: Pick<DumpRecord, 'id' | 'state'>,
): boolean {
  return state === 'queued' || state === 'running' || dumpWork.queue.has(id) || hasReader(place.directory, id)
}

/** Refuses to touch a dump that is in use. Throws AppError E-DUMP-BUSY. */
export function refuseUnfinished(project: Pick<Project, 'place'>, record: DumpRecord): void {
  if (!isInUse(project, record)) return
  throw new AppError({
    code: 'E-DUMP-BUSY',
    message: `Dump ${record.id} is in use`,
    hint: 'Wait until it has ended, or cancel it.',
  })
}
