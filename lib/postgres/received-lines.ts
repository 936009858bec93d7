import type { Lines } from '../objects/lines'

export const TAB = 9
export const NEWLINE = 10
const BACKSLASH = 92
const CAPITAL_N = 78

/** Enough for what a small database has of a kind. */
export const FIRST_BYTES = 1 << 18
export const FIRST_TAIL_BYTES = 1 << 16
/** From here on a buffer grows by less than it has, and is let go once its lines are taken. */
const LARGE_BYTES = 4 << 20
/** What is outgrown stays until it is collected, and what is not written to takes no memory: so steps are few and large. */
const GROWTH = 4
const GROWTH_OF_LARGE = 1.25

/** Rows gathered in one growing buffer, each as one line of COPY's text format. */
export class ReceivedLines {
  private bytes: Uint8Array<ArrayBuffer>
  private view: DataView
  private length = 0
  private starts = new Uint32Array(1 << 10)
  private count = 0

  constructor(private readonly firstBytes: number) {
    this.bytes = Buffer.allocUnsafeSlow(firstBytes)
    this.view = new DataView(this.bytes.buffer)
  }

  /**
   * Takes a line that is one already. Lines are short: to copy one by a call of the engine, which needs an object for it, costs
   * more than to copy it here.
   */
  append(data: DataView, from: number, to: number): void {
    const end = this.length + to - from
    this.reserve(to - from)
    const { view } = this
    let at = this.length
    for (; from + 4 <= to; from += 4, at += 4) view.setInt32(at, data.getInt32(from))
    for (; from < to; from++, at++) view.setUint8(at, data.getUint8(from))
    this.length = end
    this.endLine()
  }

  /** Makes room for a line of at most so many bytes, which is then made of its values. */
  reserve(most: number): void {
    const end = this.length + most
    if (end > this.bytes.length) this.grow(end)
  }

  /** Takes one value as it is, and encodes it. https://www.postgresql.org/docs/current/sql-copy.html */
  addValue(data: DataView, from: number, to: number): void {
    const { view } = this
    let at = this.length
    while (from < to) {
      if (from + 4 <= to) {
        const four = data.getInt32(from)
        if (!mayHoldEncoded(four)) {
          view.setInt32(at, four)
          from += 4
          at += 4
          continue
        }
      }
      const byte = data.getUint8(from++)
      const letter = LETTERS[byte] as number
      if (letter !== 0) view.setUint8(at++, BACKSLASH)
      view.setUint8(at++, letter || byte)
    }
    this.length = at
  }

  addNull(): void {
    this.addByte(BACKSLASH)
    this.addByte(CAPITAL_N)
  }

  /** The tab between two values, or the newline after the last. */
  addByte(byte: number): void {
    this.view.setUint8(this.length++, byte)
  }

  /** Has the line end here. */
  endLine(): void {
    if (this.count + 2 > this.starts.length) this.starts = grown(this.starts)
    this.starts[++this.count] = this.length
  }

  /** Puts the newline at the end of the last line in the place of its last byte. */
  endWithNewline(): void {
    this.bytes[this.length - 1] = NEWLINE
  }

  /** The lines so far, in memory of exactly their size; the next statement starts anew in the same buffer. */
  take(): Lines {
    const lines = {
      bytes: new Uint8Array(this.bytes.subarray(0, this.length)),
      starts: this.starts.slice(0, this.count + 1),
    }
    this.length = 0
    this.count = 0
    if (this.bytes.length > LARGE_BYTES) this.writeTo(Buffer.allocUnsafeSlow(this.firstBytes))
    return lines
  }

  private grow(needed: number): void {
    const factor = this.bytes.length < LARGE_BYTES ? GROWTH : GROWTH_OF_LARGE
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, Math.ceil(this.bytes.length * factor)))
    larger.set(this.bytes.subarray(0, this.length))
    this.writeTo(larger)
  }

  private writeTo(bytes: Uint8Array<ArrayBuffer>): void {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer)
  }
}

function grown(starts: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(starts.length * 2)
  larger.set(starts)
  return larger
}

/** By byte, the letter that stands for it after a backslash; 0 for those that stand for themselves. */
const LETTERS = new Uint8Array(256)
for (const [character, letter] of ['\bb', '\tt', '\nn', '\vv', '\ff', '\rr', '\\\\'])
  LETTERS[(character as string).charCodeAt(0)] = (letter as string).charCodeAt(0)

const TOP_BITS = 0x80808080 | 0
const BELOW_FOURTEEN = 0x0e0e0e0e
const BACKSLASHES = 0x5c5c5c5c
const ONES = 0x01010101

/** Whether one of four bytes is below 14, as are all that have a letter but the backslash, or is one. */
function mayHoldEncoded(four: number): boolean {
  const other = four ^ BACKSLASHES
  return (((((four - BELOW_FOURTEEN) | 0) & ~four) | (((other - ONES) | 0) & ~other)) & TOP_BITS) !== 0
}
