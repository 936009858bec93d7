/** The COPY text of one kind, kept as bytes: objects are made of it only when someone looks. */
export interface Lines {
  readonly bytes: Uint8Array
  /** Where each line starts; one more entry than lines, the last is the end. Every line ends with a newline. */
  readonly starts: Uint32Array
}

export const NO_LINES: Lines = { bytes: new Uint8Array(0), starts: new Uint32Array(1) }

const NEWLINE = 10
const utf8 = new TextDecoder()

/** Splits COPY text, of which every line ends with a newline, without copying it. */
export function splitLines(bytes: Uint8Array): Lines {
  let count = 0
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count++
  const starts = new Uint32Array(count + 1)
  for (let line = 1, at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1))
    starts[line++] = at + 1
  return { bytes: bytes.subarray(0, starts[count]), starts }
}

export function lineCount(lines: Lines): number {
  return lines.starts.length - 1
}

/** One line as text, without its newline. */
export function lineText(lines: Lines, line: number): string {
  return utf8.decode(lineBytes(lines, line))
}

function lineBytes({ bytes, starts }: Lines, line: number): Uint8Array {
  return bytes.subarray(starts[line], (starts[line + 1] as number) - 1)
}

/** The first `columns` values of a line as a map key: one character for each of their bytes, still encoded. */
export function lineKey(lines: Lines, line: number, columns: number): string {
  const { buffer, byteOffset, byteLength } = headBytes(lines, line, columns)
  // Not a TextDecoder: what that calls latin1 is windows-1252, in newer versions of Node at least.
  return Buffer.from(buffer, byteOffset, byteLength).toString('latin1')
}

/** The first `columns` values of a line as a line of their own. */
export function lineHead(lines: Lines, line: number, columns: number): string {
  return utf8.decode(headBytes(lines, line, columns))
}

function headBytes(lines: Lines, line: number, columns: number): Uint8Array {
  const bytes = lineBytes(lines, line)
  let end = -1
  for (let column = 0; column < columns; column++) {
    const tab = bytes.indexOf(9, end + 1)
    if (tab < 0) return bytes
    end = tab
  }
  return bytes.subarray(0, end)
}

/** A window on the bytes by which four of them are read at once. */
export function viewOf({ bytes }: Lines): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** A hash below 2^32 of a stretch of bytes; equal bytes have equal hashes, the reverse must be checked with sameBytes. */
export function hashBytes(view: DataView, at: number, length: number, seed = length): number {
  const end = at + length
  let hash = seed
  for (; at + 4 <= end; at += 4) {
    hash = Math.imul(hash ^ view.getInt32(at, true), 0x9e3779b1)
    hash ^= hash >>> 15
  }
  for (; at < end; at++) {
    hash = Math.imul(hash ^ view.getUint8(at), 0x9e3779b1)
    hash ^= hash >>> 15
  }
  return Math.imul(hash, 0x85ebca6b) >>> 0
}

/** Where hashBytes begins with another hash than that of a line's length. */
const SECOND_SEED = 0x9747b28c

/** Both hashes of a stretch of bytes, as hashBytes gives one and the other: the bytes are gone through but once. */
export function hashTwice(view: DataView, start: number, length: number, hashes: Uint32Array): void {
  const end = start + length
  let at = start
  let one = length
  let other = SECOND_SEED
  for (; at + 4 <= end; at += 4) {
    const bytes = view.getInt32(at, true)
    one = Math.imul(one ^ bytes, 0x9e3779b1)
    one ^= one >>> 15
    other = Math.imul(other ^ bytes, 0x9e3779b1)
    other ^= other >>> 15
  }
  for (; at < end; at++) {
    const byte = view.getUint8(at)
    one = Math.imul(one ^ byte, 0x9e3779b1)
    one ^= one >>> 15
    other = Math.imul(other ^ byte, 0x9e3779b1)
    other ^= other >>> 15
  }
  hashes[0] = Math.imul(one, 0x85ebca6b)
  hashes[1] = Math.imul(other, 0x85ebca6b)
}

export type HashSums = readonly [first: number, second: number]

/** Of lines that were hashed for something else; lines never change. */
const knownSums = new WeakMap<Lines, HashSums>()

/** Saves hashSums from hashing lines once more. */
export function rememberSums(lines: Lines, sums: HashSums): void {
  knownSums.set(lines, sums)
}

/** Sums over all lines of two hashes of each: the same for the same lines in whatever order. */
export function hashSums(lines: Lines): HashSums {
  const known = knownSums.get(lines)
  if (known) return known
  const { starts } = lines
  const view = viewOf(lines)
  const hashes = new Uint32Array(2)
  let first = 0
  let second = 0
  for (let line = 0; line + 1 < starts.length; line++) {
    const at = starts[line] as number
    hashTwice(view, at, (starts[line + 1] as number) - at, hashes)
    first += hashes[0] as number
    second += hashes[1] as number
  }
  return [first, second]
}

/** Whether two stretches of the same length are the same bytes. */
export function sameBytes(
  left: DataView,
  leftAt: number,
  right: DataView,
  rightAt: number,
  length: number,
): boolean {
  let i = 0
  for (; i + 4 <= length; i += 4) if (left.getInt32(leftAt + i) !== right.getInt32(rightAt + i)) return false
  for (; i < length; i++) if (left.getUint8(leftAt + i) !== right.getUint8(rightAt + i)) return false
  return true
}

/** The lines whose first values are these encoded bytes followed by a tab; a scan at memory speed, no index. */
export function findLines(lines: Lines, prefix: string): number[] {
  const wanted = Buffer.from(`${prefix}\t`, 'utf8')
  const haystack = Buffer.from(lines.bytes.buffer, lines.bytes.byteOffset, lines.bytes.byteLength)
  const found: number[] = []
  for (let at = haystack.indexOf(wanted); at >= 0; at = haystack.indexOf(wanted, at + 1)) {
    if (at === 0 || haystack[at - 1] === NEWLINE) found.push(lineAt(lines.starts, at))
  }
  return found
}

/** The line that a byte belongs to. */
function lineAt(starts: Uint32Array, offset: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if ((starts[middle] as number) <= offset) low = middle
    else high = middle - 1
  }
  return low
}
