import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { type Readable, type Transform, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'

/** What arrives in small pieces is written in pieces of at least this size. */
const GATHERED_BYTES = 1 << 18

interface OutputOptions {
  /** What changes the text on its way. */
  readonly filters?: readonly Transform[]
  readonly gzip?: boolean
  /** Told how many bytes were written so far. */
  readonly onBytes?: (total: number) => void
}

/** What a file holds that was written. */
export interface WrittenOutput {
  readonly bytes: number
  /** Hex. */
  readonly sha256: string
}

/**
 * Writes everything that comes to a file, as it is or changed on the way, and hashes what is written. Takes as much
 * memory for a large output as for a small one.
 */
export async function writeOutput(
  output: Readable,
  file: FileHandle,
  { filters = [], gzip, onBytes }: OutputOptions,
): Promise<WrittenOutput> {
  const hash = createHash('sha256')
  let gathered: Buffer[] = []
  let waiting = 0
  let bytes = 0
  const flush = async () => {
    const piece = Buffer.concat(gathered)
    gathered = []
    waiting = 0
    hash.update(piece)
    await file.writeFile(piece)
    bytes += piece.length
    onBytes?.(bytes)
  }
  const sink = new Writable({
    highWaterMark: GATHERED_BYTES,
    write: (chunk: Buffer, _encoding, done) => {
      gathered.push(chunk)
      waiting += chunk.length
      if (waiting < GATHERED_BYTES) done()
      else flush().then(() => done(), done)
    },
    final: (done) => void flush().then(() => done(), done),
  })
  await pipeline([output, ...filters, ...(gzip ? [createGzip()] : []), sink])
  return { bytes, sha256: hash.digest('hex') }
}
