import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import fs from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { AppError } from '../../objects/app-error'
import { catalogHint } from '../../objects/error-catalog'

/** What was found in a file of one table that was read back whole. */
export interface TableFileRead {
  readonly bytes: number
  /** Of the file as it is, hex. */
  readonly sha256: string
  /** Without a header. */
  readonly rows: number
}

const NEWLINE = 10
const QUOTE = 34
const GZIP = Buffer.from([0x1f, 0x8b])

/**
 * Reads a file of a table, as CSV or JSON Lines by its name, packed or not by its first bytes, and counts its rows. Takes as much
 * memory for a large file as for a small one.
 * @throws AppError `E-DUMP-DAMAGED` where it ends within a row or in packed bytes that are not whole; the signal's reason; what
 * the file system does.
 */
export async function readTableFile(
  file: string,
  { signal, onBytes }: { signal?: AbortSignal; onBytes?: (total: number) => void } = {},
): Promise<TableFileRead> {
  const hash = createHash('sha256')
  const rows = /\.csv(\.gz)?$/.test(file) ? new CsvRows() : new Lines()
  let bytes = 0
  const handle = await fs.open(file, constants.O_RDONLY | constants.O_NOFOLLOW)
  const metered = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      bytes += chunk.length
      hash.update(chunk)
      onBytes?.(bytes)
      yield chunk
    }
  }
  const count = async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) rows.add(chunk)
  }
  try {
    const isPacked = (await firstBytes(handle)).equals(GZIP)
    const source = handle.createReadStream({ start: 0, autoClose: false })
    if (isPacked) await pipeline(source, metered, createGunzip(), count, { signal })
    else await pipeline(source, metered, count, { signal })
  } catch (error) {
    signal?.throwIfAborted()
    throw isOfPacking(error) ? damaged(file, error) : error
  } finally {
    await handle.close()
  }
  if (!rows.isWhole) throw damaged(file)
  return { bytes, sha256: hash.digest('hex'), rows: rows.count }
}

async function firstBytes(handle: fs.FileHandle): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(GZIP.length), 0, GZIP.length, 0)
  return buffer.subarray(0, bytesRead)
}

/** Lines, each of which is a row. */
class Lines {
  count = 0
  private last = NEWLINE

  get isWhole(): boolean {
    return this.last === NEWLINE
  }

  add(chunk: Buffer): void {
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) this.count += 1
    this.last = chunk.at(-1) ?? this.last
  }
}

/** Records of CSV, after a header; line breaks between quotes are in a value. */
class CsvRows {
  private ended = 0
  private isQuoted = false
  private last = 0

  get count(): number {
    return this.ended - 1
  }

  get isWhole(): boolean {
    return this.ended > 0 && !this.isQuoted && this.last === NEWLINE
  }

  add(chunk: Buffer): void {
    for (const byte of chunk) {
      if (byte === QUOTE) this.isQuoted = !this.isQuoted
      else if (byte === NEWLINE && !this.isQuoted) this.ended += 1
    }
    this.last = chunk.at(-1) ?? this.last
  }
}

function isOfPacking(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^Z_/.test(String(error.code))
}

function damaged(file: string, cause?: unknown): AppError {
  return new AppError(
    { code: 'E-DUMP-DAMAGED', message: `${file} is not whole.`, hint: catalogHint('E-DUMP-DAMAGED') },
    { cause },
  )
}
