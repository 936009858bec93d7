import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'

/** What a file of one table's rows was found to hold. */
export interface RowsFileRead {
  readonly bytes: number
  /** Of the file as it is, hex. */
  readonly sha256: string
  readonly rows: number
  /** Whether it ends where a row ends, and what is compressed is complete. */
  readonly isWhole: boolean
}

const [QUOTE, NEWLINE] = [0x22, 10]

/**
 * Reads a file of rows to its end: CSV with a header, or JSON Lines, with a name that ends in `.gz` where it is
 * compressed. Memory is flat whatever its size. Throws what the file system does, and the signal's reason.
 */
export async function readRowsFile(
  file: string,
  { signal, onBytes }: { readonly signal?: AbortSignal; readonly onBytes?: (total: number) => void } = {},
): Promise<RowsFileRead> {
  const hash = createHash('sha256')
  const counter = new RowCounter(/\.csv(\.gz)?$/.test(file))
  let bytes = 0
  const hashed = new Transform({
    transform: (chunk: Buffer, _, done) => {
      hash.update(chunk)
      bytes += chunk.length
      onBytes?.(bytes)
      done(null, chunk)
    },
  })
  const sink = async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) counter.take(chunk)
  }
  let isExpanded = true
  try {
    const source = fs.createReadStream(file)
    const options = signal ? { signal } : {}
    if (file.endsWith('.gz')) await pipeline(source, hashed, createGunzip(), sink, options)
    else await pipeline(source, hashed, sink, options)
  } catch (error) {
    signal?.throwIfAborted()
    if (!String((error as NodeJS.ErrnoException).code).startsWith('Z_')) throw error
    isExpanded = false
  }
  return { bytes, sha256: hash.digest('hex'), rows: counter.rows, isWhole: isExpanded && counter.isBetween }
}

/** Counts rows: lines, which in CSV may go on over line breaks within quotes, and without its header. */
class RowCounter {
  private lines = 0
  private isQuoted = false
  private last = NEWLINE

  constructor(private readonly isCsv: boolean) {}

  get rows(): number {
    return this.isCsv ? Math.max(0, this.lines - 1) : this.lines
  }

  /** Whether the last row ended; CSV has at least its header. */
  get isBetween(): boolean {
    return this.last === NEWLINE && !this.isQuoted && (!this.isCsv || this.lines > 0)
  }

  take(chunk: Buffer): void {
    if (chunk.length === 0) return
    if (this.isCsv) this.takeCsv(chunk)
    else for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1)) this.lines++
    this.last = chunk[chunk.length - 1] as number
  }

  private takeCsv(chunk: Buffer): void {
    for (const byte of chunk) {
      // A quote within quotes is doubled: two changes that leave it as it was.
      if (byte === QUOTE) this.isQuoted = !this.isQuoted
      else if (byte === NEWLINE && !this.isQuoted) this.lines++
    }
  }
}
