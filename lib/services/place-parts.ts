import fs from 'node:fs'
import path from 'node:path'
import type { DumpFile, DumpRecord } from '../dumps/dump-record'
import { MANIFEST, manifestText, writtenPlace } from '../store/dump-files'
import { dumpFolder } from '../store/dump-library'
import { syncFolder, writeWhole } from '../store/write-whole'
import type { DumpTools, MadeParts } from './dump-job'
import { type DumpPlan, freeName, IN_FOLDER, type PlacedFile } from './dump-places'
import { CHANGES_FILE } from './read-dump'
import { keepChanges, textAt, unifiedDiff } from './text-changes'

export interface PlaceJob {
  readonly directory: string
  /** With all that was found out about the dump, but its files. */
  readonly record: DumpRecord
  readonly plan: DumpPlan
  readonly made: MadeParts
  readonly tools: DumpTools
}

/**
 * Gives what passed its checks its names, so that each lasts through a loss of power: files at customary places first,
 * then the manifest as the last file of the dump's own folder, then that folder. What types and schema changed is kept
 * beside the record.
 * @returns the record as it is once everything is in place.
 */
export function placeParts({ directory, record, plan, made, tools }: PlaceJob): DumpRecord {
  tools.signal.throwIfAborted()
  const { folder } = plan
  // What stood at the place of a part that could not be made stays.
  const files = plan.files.filter(({ part }) => made.files.some((file) => file.part === part))
  const own: DumpFile[] = folder
    ? made.files.map(({ file, ...rest }) => ({ ...rest, path: relativeTo(folder.partial, file) }))
    : []
  if (folder) for (const file of files) copyFrom(folder.partial, file)
  keepWhatChanged(directory, record.id, files)
  for (const file of files) putInPlace(file)
  const placed = files.map((file) => {
    const { part, bytes, sha256 } = made.files.find((each) => each.part === file.part) as DumpFile & {
      file: string
    }
    return { part, bytes, sha256, path: writtenPlace(directory, file.final) }
  })
  if (!folder) return { ...record, files: placed }
  // Paths in the manifest are those within its folder, so that it holds wherever the folder is taken.
  writeWhole(path.join(folder.partial, MANIFEST), manifestText({ ...record, files: own }))
  syncFolder(folder.partial)
  const final = renameFolder(folder.partial, folder.final)
  syncFolder(path.dirname(final))
  const inFolder = own.map((file) => ({
    ...file,
    path: writtenPlace(directory, path.join(final, file.path)),
  }))
  return { ...record, files: [...inFolder, ...placed] }
}

function relativeTo(folder: string, file: string): string {
  return path.relative(folder, file).split(path.sep).join('/')
}

/** A second copy of a part of `all`, for its customary place. */
function copyFrom(folder: string, { part, partial }: PlacedFile): void {
  const source = path.join(folder, IN_FOLDER[part as keyof typeof IN_FOLDER])
  fs.copyFileSync(source, partial, fs.constants.COPYFILE_EXCL)
  const handle = fs.openSync(partial, 'r+')
  try {
    fs.fchmodSync(handle, 0o600)
    fs.fsyncSync(handle)
  } finally {
    fs.closeSync(handle)
  }
}

function keepWhatChanged(directory: string, id: string, files: readonly PlacedFile[]): void {
  const compared = files.filter(({ part }) => part === 'types' || part === 'schema')
  if (compared.length === 0) return
  const changes = compared.map(({ final, partial }) =>
    unifiedDiff(writtenPlace(directory, final), textAt(final), fs.readFileSync(partial, 'utf8')),
  )
  keepChanges(dumpFolder(directory, id), CHANGES_FILE, changes.join(''))
}

/** Where another dump took the name meanwhile, under the next one. */
function renameFolder(partial: string, wanted: string): string {
  for (;;) {
    const final = freeName(wanted)
    try {
      fs.renameSync(partial, final)
      return final
    } catch (error) {
      if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    }
  }
}

/** Within the folder a rename replaces what was there at once; nothing follows a link. */
function putInPlace({ partial, final }: PlacedFile): void {
  fs.renameSync(partial, final)
  syncFolder(path.dirname(final))
}
