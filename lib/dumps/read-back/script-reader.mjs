import { copyTarget } from './copy-target.mjs'
import { ScriptLexer } from './script-lexer.mjs'

const NEWLINE = 10
const BACKSLASH = 0x5c
const END_OF_ROWS = ['\\.\n', '\\.\r\n']
/** No statement of a dump but one with rows in it comes near. */
const LONGEST_LINE = 1 << 30

/**
 * @typedef {{ schema: string, name: string, columns: string[] }} CopyTarget
 * @typedef {{ kind: 'line', text: string, isStart: boolean, isEnd: boolean, endsStatement: boolean,
 *   command: string | null, copy: CopyTarget | null }} LineEvent whether a statement may begin with the line, and
 *   after it; whether one ends in it; what psql would take for a command; whether rows follow, and whose.
 * @typedef {LineEvent
 *   | { kind: 'rows', bytes: Buffer }
 *   | { kind: 'rowsEnd' }} ScriptEvent
 */

/**
 * Reads a script as psql does: lines of SQL, and rows after each `COPY … FROM stdin`. Gets its bytes in pieces of any
 * size, and keeps none of the rows.
 */
export class ScriptReader {
  #lexer = new ScriptLexer()
  /** A line that has begun, in pieces. @type {Buffer[]} */
  #begun = []
  #begunBytes = 0
  /** A COPY that has begun, or null. @type {string | null} */
  #copy = null
  #isInRows = false
  #isRowStart = true

  /** Whether the script is at a place where it may end. */
  get isComplete() {
    return !this.#isInRows && this.#begunBytes === 0 && this.#lexer.isBetween
  }

  /**
   * Takes the next bytes.
   * @param {Buffer} chunk
   * @returns {Generator<ScriptEvent>}
   */
  *take(chunk) {
    for (let at = 0; at < chunk.length; ) {
      at = this.#isInRows ? yield* this.#takeRows(chunk, at) : yield* this.#takeLine(chunk, at)
    }
  }

  /** Takes what is left where the script does not end with a line break. @returns {Generator<ScriptEvent>} */
  *finish() {
    if (this.#begunBytes === 0) return
    const rest = Buffer.concat(this.#begun)
    this.#begun = []
    this.#begunBytes = 0
    if (this.#isInRows) {
      this.#isInRows = rest.toString('latin1') !== '\\.'
      yield this.#isInRows ? { kind: 'rows', bytes: rest } : { kind: 'rowsEnd' }
    } else yield* this.#line(rest.toString('latin1'))
  }

  /** @param {Buffer} chunk @param {number} at */
  *#takeLine(chunk, at) {
    const end = chunk.indexOf(NEWLINE, at)
    const part = chunk.subarray(at, end === -1 ? chunk.length : end)
    if (end === -1) {
      this.#begin(part)
      return chunk.length
    }
    const line = this.#begunBytes === 0 ? part : Buffer.concat([...this.#begun, part])
    this.#begun = []
    this.#begunBytes = 0
    yield* this.#line(line.toString('latin1'))
    return end + 1
  }

  /** The piece is kept, so it must not share the memory of a chunk that is used again. @param {Buffer} part */
  #begin(part) {
    this.#begun.push(Buffer.from(part))
    this.#begunBytes += part.length
    if (this.#begunBytes > LONGEST_LINE) throw new RangeError('A line has more than 1 GB.')
  }

  /** @param {string} text */
  *#line(text) {
    const isStart = this.#lexer.isBetween
    if (isStart) this.#copy = /^\s*copy\s/i.test(text) ? '' : null
    const { endsStatement, commandAt } = this.#lexer.take(text)
    if (this.#copy !== null) this.#copy += `${text}\n`
    const copy = this.#copy !== null && endsStatement ? copyTarget(this.#copy) : null
    if (endsStatement) this.#copy = null
    this.#isInRows = copy !== null
    this.#isRowStart = true
    const command = commandAt === -1 ? null : text.slice(commandAt)
    yield { kind: 'line', text, isStart, isEnd: this.#lexer.isBetween, endsStatement, command, copy }
  }

  /** @param {Buffer} piece @param {number} start */
  *#takeRows(piece, start) {
    let chunk = piece
    let from = start
    if (this.#begunBytes > 0) {
      chunk = Buffer.concat([...this.#begun, piece.subarray(start)])
      from = 0
      this.#begun = []
      this.#begunBytes = 0
    }
    const skipped = chunk.length - piece.length
    const { end, length } = this.#endOfRows(chunk, from)
    if (end > from) yield { kind: 'rows', bytes: chunk.subarray(from, end) }
    if (length > 0) {
      this.#isInRows = false
      yield { kind: 'rowsEnd' }
      return end + length - skipped
    }
    if (end > from) this.#isRowStart = chunk[end - 1] === NEWLINE
    if (end < chunk.length) this.#begin(chunk.subarray(end))
    return piece.length
  }

  /**
   * Where the rows end, or where they may end if the next bytes say so.
   * @param {Buffer} chunk @param {number} from
   * @returns {{ end: number, length: number }} the length of what ends them, 0 where they go on.
   */
  #endOfRows(chunk, from) {
    let at = this.#isRowStart && chunk[from] === BACKSLASH ? from : nextRowWithBackslash(chunk, from)
    for (; at !== -1; at = nextRowWithBackslash(chunk, at)) {
      const start = chunk.subarray(at, at + 4).toString('latin1')
      const whole = END_OF_ROWS.find((ending) => start.startsWith(ending))
      if (whole) return { end: at, length: whole.length }
      if (at + 4 > chunk.length && END_OF_ROWS.some((ending) => ending.startsWith(start)))
        return { end: at, length: 0 }
    }
    return { end: chunk.length, length: 0 }
  }
}

const ROW_WITH_BACKSLASH = Buffer.from('\n\\')

/** @param {Buffer} chunk @param {number} from */
function nextRowWithBackslash(chunk, from) {
  const found = chunk.indexOf(ROW_WITH_BACKSLASH, from)
  return found === -1 ? -1 : found + 1
}
