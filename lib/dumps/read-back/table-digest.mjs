import { createHash } from 'node:crypto'

const NEWLINE = 10
const BACKSLASH = 0x5c

/** Counts and hashes the rows of one table, as COPY writes them as text: each ends with a line break. */
export class TableDigest {
  #hash = createHash('sha256')
  #rows = 0
  #last = NEWLINE

  /** @param {Buffer} bytes */
  add(bytes) {
    if (bytes.length === 0) return
    this.#hash.update(bytes)
    let rows = 0
    for (let at = 0; at < bytes.length; at += 1) if (bytes[at] === NEWLINE) rows += 1
    this.#rows += rows
    this.#last = bytes[bytes.length - 1]
  }

  tell() {
    return { rows: this.#rows + (this.#last === NEWLINE ? 0 : 1), sha256: this.#hash.digest('hex') }
  }
}

/**
 * The rows in a block of an archive, without the `\.` and the empty lines that follow them there.
 * @param {AsyncIterable<Buffer>} bytes
 */
export async function* rowsOf(bytes) {
  let held = Buffer.alloc(0)
  for await (const piece of bytes) {
    const all = held.length === 0 ? piece : Buffer.concat([held, piece])
    const end = Math.max(0, all.length - LONGEST_END)
    if (end > 0) yield all.subarray(0, end)
    held = all.subarray(end)
  }
  const end = endOfRows(held)
  if (end > 0) yield held.subarray(0, end)
}

/** `\.` and up to three line breaks. */
const LONGEST_END = 5

/** @param {Buffer} bytes */
function endOfRows(bytes) {
  let end = bytes.length
  while (end > 0 && bytes[end - 1] === NEWLINE) end -= 1
  const isEnd = end >= 2 && bytes[end - 2] === BACKSLASH && bytes[end - 1] === 0x2e
  const isOwnLine = end === 2 || bytes[end - 3] === NEWLINE
  return isEnd && isOwnLine ? end - 2 : bytes.length
}
