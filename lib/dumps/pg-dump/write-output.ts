import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { type Readable, type Transform, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'

/** What arrives while something is written is written together: the disk takes few large pieces faster than many. */
const GATHERED_BYTES = 1 << 20

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
  let bytes = 0
  const write = async (chunks: readonly Buffer[]) => {
    for (const chunk of chunks) {
      hash.update(chunk)
      bytes += chunk.length
    }
    await file.writeFile(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks))
    onBytes?.(bytes)
  }
  const sink = new Writable({
    highWaterMark: GATHERED_BYTES,
    write: (chunk: Buffer, _encoding, done) => void write([chunk]).then(() => done(), done),
    writev: (chunks, done) => void write(chunks.map(({ chunk }) => chunk)).then(() => done(), done),
  })
  await pipeline([output, ...filters, ...(gzip ? [createGzip()] : []), sink])
  return { bytes, sha256: hash.digest('hex') }
}
