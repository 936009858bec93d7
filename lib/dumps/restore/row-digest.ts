import { createHash } from 'node:crypto'
import { hashBytes } from '../../objects/lines'

/** What tells the rows of one table from other rows. */
export interface RowsTold {
  readonly rows: number
  /** Of their bytes in their order, hex. */
  readonly sha256: string
  /** The same for the same rows in whatever order. */
  readonly sums: string
}

const NEWLINE = 10
const OTHER_SEED = 0x9747b28c
const NO_BYTES = Buffer.alloc(0)

/** Digests rows of which every one ends with a line break, as COPY's text has them, in pieces of any size. */
export class RowDigest {
  private readonly sha256 = createHash('sha256')
  private rows = 0
  private first = 0
  private second = 0
  /** The row that has begun. */
  private begun: Uint8Array[] = []

  add(bytes: Uint8Array): void {
    this.sha256.update(bytes)
    let at = 0
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, at)) {
      this.endRow(bytes.subarray(at, end + 1))
      at = end + 1
    }
    if (at < bytes.length) this.begun.push(Buffer.from(bytes.subarray(at)))
  }

  private endRow(rest: Uint8Array): void {
    const row = this.begun.length === 0 ? rest : Buffer.concat([...this.begun, rest])
    this.begun = []
    const view = new DataView(row.buffer, row.byteOffset, row.byteLength)
    this.first = (this.first + hashBytes(view, 0, row.length)) >>> 0
    this.second = (this.second + hashBytes(view, 0, row.length, OTHER_SEED)) >>> 0
    this.rows++
  }

  /** A last row may lack its line break. Nothing can be added after. */
  tell(): RowsTold {
    if (this.begun.length > 0) this.endRow(NO_BYTES)
    return { rows: this.rows, sha256: this.sha256.digest('hex'), sums: `${this.first} ${this.second}` }
  }
}
