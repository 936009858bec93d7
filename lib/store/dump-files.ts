import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { DumpFile, DumpRecord } from '../dumps/dump-record'
import { parseRecord } from '../dumps/record-schema'
import { AppError } from '../objects/app-error'

/** The file in a dump's folder that says what is in it; a folder without one holds no dump. */
export const MANIFEST = 'manifest.json'

/** `changed`: it is there, and is not what the dump wrote. */
export type FileState = 'there' | 'changed' | 'gone'

/** Files up to this size are told apart by their contents when a list is shown, larger ones by their size. */
const LARGEST_HASHED = 4 << 20

/** Where a file of a record lies. */
export function placeOfFile(projectDirectory: string, { path: name }: Pick<DumpFile, 'path'>): string {
  return path.resolve(projectDirectory, ...(path.isAbsolute(name) ? [name] : name.split('/')))
}

/** A place as records write it: relative to the project where it lies within. */
export function writtenPlace(projectDirectory: string, file: string): string {
  const relative = path.relative(projectDirectory, file)
  const isWithin = relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative)
  return isWithin ? relative.split(path.sep).join('/') : file
}

/** Whether a file is still the one that the dump wrote. Links are not followed: a dump writes none. */
export function fileState(file: string, { bytes, sha256 }: Pick<DumpFile, 'bytes' | 'sha256'>): FileState {
  try {
    const stat = fs.lstatSync(file)
    if (!stat.isFile() || stat.size !== bytes) return 'changed'
    if (bytes > LARGEST_HASHED) return 'there'
    return hashOf(file, stat) === sha256 ? 'there' : 'changed'
  } catch {
    return 'gone'
  }
}

const hashes = new Map<string, { readonly stamp: string; readonly sha256: string }>()

function hashOf(file: string, { mtimeMs, size, ino }: fs.Stats): string {
  const stamp = `${mtimeMs} ${size} ${ino}`
  const known = hashes.get(file)
  if (known?.stamp === stamp) return known.sha256
  const sha256 = createHash('sha256').update(fs.readFileSync(file)).digest('hex')
  hashes.set(file, { stamp, sha256 })
  return sha256
}

/** The folder that a dump made for itself, absolute, or null for one that has only single files. */
export function ownFolder(projectDirectory: string, { files }: Pick<DumpRecord, 'files'>): string | null {
  for (const file of files) {
    if (file.part !== 'data') continue
    const folder = path.dirname(placeOfFile(projectDirectory, file))
    return path.basename(folder) === 'tables' ? path.dirname(folder) : folder
  }
  return null
}

/** What a manifest says, and whether it proves to be what was written: those of early dumps have no checksum of their own. */
export interface Manifest {
  readonly record: DumpRecord
  readonly isSealed: boolean
}

/** The text of a manifest, with the SHA-256 of what it says; the paths of files are relative to its folder. */
export function manifestText(record: DumpRecord): string {
  return `${JSON.stringify({ ...record, sha256: sealOf(record) }, null, 2)}\n`
}

function sealOf(record: object): string {
  return createHash('sha256').update(JSON.stringify(record)).digest('hex')
}

/**
 * The manifest of a folder, be it one from elsewhere: its files' paths are relative to the folder, and lie in it.
 * Throws AppError E-FILE-READ where there is none, E-DUMP-RECORD where it cannot be used, or was changed since.
 */
export function readManifest(folder: string): Manifest {
  const file = path.join(folder, MANIFEST)
  let text: string
  try {
    text = fs.readFileSync(file, 'utf8')
  } catch (error) {
    throw new AppError(
      {
        code: 'E-FILE-READ',
        message: `${folder} holds no dump that was finished`,
        hint: `A folder of a dump has a ${MANIFEST}, which is written last.`,
        detail: (error as Error).message,
      },
      { cause: error },
    )
  }
  const read = parseRecord(text)
  if (read.state === 'newer')
    throw badManifest(file, 'was made by a newer version of Lockstep', `version ${read.version}`)
  if (read.state === 'damaged') throw badManifest(file, 'is damaged', read.reason)
  const { sha256, ...said } = JSON.parse(text)
  if (sha256 !== undefined && sha256 !== sealOf(said))
    throw badManifest(file, 'was changed after it was written', `its SHA-256 is no longer ${sha256}`)
  const stray = read.record.files.find(({ path: name }) => !isWithin(folder, name))
  if (stray) throw badManifest(file, 'names a file outside of its folder', JSON.stringify(stray.path))
  return { record: read.record, isSealed: sha256 !== undefined }
}

/** Whether a relative path leads to a place in the folder, also where links are on the way. */
function isWithin(folder: string, name: string): boolean {
  if (path.isAbsolute(name) || path.win32.isAbsolute(name) || /(^|[\\/])\.\.([\\/]|$)/.test(name))
    return false
  try {
    const root = fs.realpathSync(folder)
    return fs.realpathSync(path.join(folder, name)).startsWith(root + path.sep)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT'
  }
}

function badManifest(file: string, what: string, detail: string): AppError {
  return new AppError({
    code: 'E-DUMP-RECORD',
    message: `The manifest ${file} ${what}`,
    hint: 'Verify its files one by one, or use another dump.',
    detail,
  })
}
