import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { DumpFile } from '../dumps/dump-record'
import { type ReadBack, readBack } from '../dumps/read-back/read-back'
import { readRowsFile } from '../dumps/verify/read-rows-file'
import { AppError } from '../objects/app-error'

/** A file of a dump with what is known of it, and its place. */
export type InspectedFile = Pick<DumpFile, 'part' | 'bytes' | 'sha256'> & {
  /** Absolute. */
  readonly file: string
}

/** What was found in a file that was read from its first byte to its last. */
export interface Inspection {
  readonly of: InspectedFile
  readonly bytes: number
  readonly sha256: string
  readonly isWhole: boolean
  /** Of a script or an archive. */
  readonly contents: ReadBack | null
  /** Of a file with the rows of one table. */
  readonly rows: number | null
  /** Why it could not be read; null where it could. */
  readonly problem: string | null
}

interface Watch {
  readonly signal?: AbortSignal
  /** Told how many bytes of all files were read. */
  readonly onBytes?: (total: number) => void
  readonly onFile?: (file: string) => void
}

/** Reads all files of a dump whole, one after the other. Throws the signal's reason, and nothing else. */
export async function inspectFiles(
  files: readonly InspectedFile[],
  watch: Watch = {},
): Promise<Inspection[]> {
  const found: Inspection[] = []
  let before = 0
  for (const of of files) {
    watch.signal?.throwIfAborted()
    watch.onFile?.(of.file)
    const onBytes = (bytes: number) => watch.onBytes?.(before + bytes)
    const options = watch.signal ? { signal: watch.signal, onBytes } : { onBytes }
    found.push(await inspect(of, options))
    before += of.bytes
  }
  return found
}

interface ReadOptions {
  readonly signal?: AbortSignal
  readonly onBytes: (bytes: number) => void
}

async function inspect(of: InspectedFile, options: ReadOptions): Promise<Inspection> {
  const nothing = { of, bytes: 0, sha256: '', isWhole: false, contents: null, rows: null, problem: null }
  try {
    if (!fs.lstatSync(of.file).isFile()) return { ...nothing, problem: 'is no file' }
    if (isRowsFile(of.file)) return { ...nothing, ...(await readRowsFile(of.file, options)) }
    if (of.part === 'types') return { ...nothing, ...(await hashFile(of.file, options)), isWhole: true }
    const contents = await readBack(of.file, options)
    const { bytes, sha256, isWhole } = contents
    return { ...nothing, bytes, sha256, isWhole, contents }
  } catch (error) {
    options.signal?.throwIfAborted()
    const { message, detail } = error as AppError
    return { ...nothing, problem: error instanceof AppError && detail ? `${message} ${detail}` : message }
  }
}

function isRowsFile(file: string): boolean {
  return /\.(csv|jsonl)(\.gz)?$/.test(file)
}

async function hashFile(file: string, { signal }: ReadOptions): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256')
  await pipeline(fs.createReadStream(file), hash, signal ? { signal } : {})
  return { bytes: fs.statSync(file).size, sha256: hash.digest('hex') }
}
