/** The COPY text of one kind, kept as bytes: objects are made of it only when someone looks. */
export interface Lines {
  readonly bytes: Uint8Array
  /** Where each line starts; one more entry than lines, the last is the end. Every line ends with a newline. */
  readonly starts: Uint32Array
}

export const NO_LINES: Lines = { bytes: new Uint8Array(0), starts: new Uint32Array(1) }

const NEWLINE = 10
const latin1 = new TextDecoder('latin1')
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

/** The first `columns` values of a line, still encoded, as a map key. */
export function lineKey(lines: Lines, line: number, columns: number): string {
  const bytes = lineBytes(lines, line)
  let end = -1
  for (let column = 0; column < columns; column++) {
    const tab = bytes.indexOf(9, end + 1)
    if (tab < 0) return latin1.decode(bytes)
    end = tab
  }
  return latin1.decode(bytes.subarray(0, end))
}

/** Two hash lanes a line, in one array; equal lines have equal hashes, the reverse must be checked with sameLine. */
export function hashLines({ bytes, starts }: Lines): Uint32Array {
  const count = starts.length - 1
  const hashes = new Uint32Array(count * 2)
  for (let line = 0, at = 0; line < count; line++) {
    const end = starts[line + 1] as number
    let first = 0x811c9dc5
    let second = 0x9747b28c
    for (; at < end; at++) {
      const byte = bytes[at] as number
      first = Math.imul(first ^ byte, 0x01000193)
      second = Math.imul(second + byte, 0x5bd1e995) ^ (second >>> 15)
    }
    hashes[line * 2] = first
    hashes[line * 2 + 1] = second
  }
  return hashes
}

/** Whether two lines are the same bytes. */
export function sameLine(left: Lines, leftLine: number, right: Lines, rightLine: number): boolean {
  const leftAt = left.starts[leftLine] as number
  const rightAt = right.starts[rightLine] as number
  const length = (left.starts[leftLine + 1] as number) - leftAt
  if (length !== (right.starts[rightLine + 1] as number) - rightAt) return false
  for (let i = 0; i < length; i++) if (left.bytes[leftAt + i] !== right.bytes[rightAt + i]) return false
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

function lineAt(starts: Uint32Array, offset: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((starts[middle] as number) < offset) low = middle + 1
    else high = middle
  }
  return low
}
