import { createHash } from 'node:crypto'
import type { RowBytes } from '../../postgres/copy-out'

const NEWLINE = 10
const NO_BYTES = Buffer.alloc(0)
const CARRIAGE_RETURN_NEWLINE = Buffer.from('\r\n')

/**
 * Follows the rows of one COPY: counts them, hashes those of a script, and gives the bytes to write. In CSV it ends records as
 * RFC 4180 wants them. In a script, a row with a line break within it, or one that ends the data, could carry commands
 * of its sender; no honest server sends such.
 */
export class RowsCounted {
  private readonly hash = createHash('sha256')
  private ended = 0
  /** First bytes of a row that arrives in parts, as many as tell whether it is the mark of the end. */
  private begun: Buffer = NO_BYTES

  constructor(private readonly format: 'csv' | 'jsonl' | 'sql') {}

  /** Without the header of CSV. */
  get rows(): number {
    return this.format === 'csv' ? Math.max(0, this.ended - 1) : this.ended
  }

  /** Of the rows of a script with their line breaks, hex; null for other formats. */
  digest(): string | null {
    return this.format === 'sql' ? this.hash.digest('hex') : null
  }

  take({ bytes, ends }: RowBytes): Buffer {
    this.ended += ends.length
    if (this.format === 'csv') return withRecordEnds(bytes, ends)
    this.check(bytes, ends)
    if (this.format === 'sql') this.hash.update(bytes)
    return bytes
  }

  private check(bytes: Buffer, ends: readonly number[]): void {
    let from = 0
    for (const end of ends) {
      const isOneLine = bytes.indexOf(NEWLINE, from) === end - 1
      if (!isOneLine || this.endsData(bytes.subarray(from, end))) throw notRows()
      this.begun = NO_BYTES
      from = end
    }
    const rest = bytes.subarray(from)
    if (rest.includes(NEWLINE)) throw notRows()
    if (rest.length > 0 && this.begun.length < END_OF_DATA.length) {
      this.begun = Buffer.concat([this.begun, rest.subarray(0, END_OF_DATA.length)])
    }
  }

  private endsData(rest: Buffer): boolean {
    if (this.format !== 'sql' || this.begun.length + rest.length !== END_OF_DATA.length) return false
    return Buffer.concat([this.begun, rest]).equals(END_OF_DATA)
  }
}

const END_OF_DATA = Buffer.from('\\.\n')

function notRows(): Error {
  return new Error('The server sent rows that no Postgres server sends.')
}

function withRecordEnds(bytes: Buffer, ends: readonly number[]): Buffer {
  if (ends.length === 0) return bytes
  const result = Buffer.allocUnsafe(bytes.length + ends.length)
  let [from, at] = [0, 0]
  for (const end of ends) {
    at += bytes.copy(result, at, from, end - 1)
    at += CARRIAGE_RETURN_NEWLINE.copy(result, at)
    from = end
  }
  bytes.copy(result, at, from)
  return result
}
