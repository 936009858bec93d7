import { type HashSums, hashTwice, type Lines, lineCount, rememberSums, sameBytes, viewOf } from './lines'

/** Lines of several places, told apart by whether every place has them. */
export interface SeparatedLines {
  /** By place, the numbers of the lines that not every place has, and of those that were left out. */
  readonly unequal: number[][]
  /** How many distinct lines every place has. */
  readonly equal: number
}

/**
 * Compares lines as sets, no string made. Those left out, by place, equal no other line. The sums of their hashes are known
 * after that, where nothing was left out.
 */
export function separateLines(
  places: readonly Lines[],
  leftOut: readonly ReadonlySet<number>[],
): SeparatedLines {
  const table = new LineTable(places)
  const entriesOf = places.map((_, place) => table.enter(place, leftOut[place] ?? new Set()))
  for (const [place, lines] of places.entries()) {
    if (!leftOut[place]?.size) rememberSums(lines, table.sumsOf(entriesOf[place] as Int32Array))
  }
  const unequal = entriesOf.map((entries) => {
    const numbers: number[] = []
    for (let line = 0; line < entries.length; line++) {
      const entry = entries[line] as number
      if (entry < 0 || !table.isEverywhere(entry)) numbers.push(line)
    }
    return numbers
  })
  return { unequal, equal: table.countEverywhere() }
}

/** Parts of an entry, which lie together so that looking at one costs one access to memory. */
const HASH = 0
const SECOND_HASH = 1
const OFFSET = 2
const FIRST_PLACE = 3
/** The last place that had the line in the upper half, how many places had it in the lower. */
const SEEN = 4
const ENTRY = 5

/** An open-addressing hash table of distinct lines, each with the places that have it. */
class LineTable {
  private readonly views: readonly DataView[]
  /** Entries by hash, numbered from one: zero is an empty slot. */
  private readonly slots: Int32Array
  private readonly entries: Uint32Array
  private readonly hashes = new Uint32Array(2)
  private size = 0

  constructor(private readonly places: readonly Lines[]) {
    const total = places.reduce((sum, lines) => sum + lineCount(lines), 0)
    this.views = places.map(viewOf)
    this.slots = new Int32Array(1 << Math.ceil(Math.log2(Math.max(total * 2, 16))))
    this.entries = new Uint32Array(total * ENTRY)
  }

  isEverywhere(entry: number): boolean {
    return ((this.entries[entry + SEEN] as number) & 0xffff) === this.places.length
  }

  countEverywhere(): number {
    let count = 0
    for (let entry = 0; entry < this.size; entry += ENTRY) if (this.isEverywhere(entry)) count++
    return count
  }

  /** The sums of both hashes of lines, by their entries. */
  sumsOf(found: Int32Array): HashSums {
    let first = 0
    let second = 0
    for (const entry of found) {
      first += this.entries[entry + HASH] as number
      second += this.entries[entry + SECOND_HASH] as number
    }
    return [first, second]
  }

  /**
   * Enters all lines of a place. Databases that were built alike give their lines in much the same order, so the line
   * after the one that was found last is tried before any is looked up.
   * @returns the entry of each line, or -1 for one that was left out.
   */
  enter(place: number, leftOut: ReadonlySet<number>): Int32Array {
    const { starts } = this.places[place] as Lines
    const found = new Int32Array(starts.length - 1)
    let next = this.size
    for (let line = 0; line < found.length; line++) {
      if (leftOut.size > 0 && leftOut.has(line)) {
        found[line] = -1
        continue
      }
      const at = starts[line] as number
      const length = (starts[line + 1] as number) - at
      const isNext = next < this.size && this.isSame(next, place, at, length)
      const entry = isNext ? next : this.look(place, at, length)
      this.markSeen(entry, place)
      found[line] = entry
      next = entry + ENTRY
    }
    return found
  }

  /** The entry of a line, which is made when there is none. */
  private look(place: number, at: number, length: number): number {
    const { slots, entries, hashes } = this
    const mask = slots.length - 1
    hashTwice(this.views[place] as DataView, at, length, hashes)
    const hash = hashes[0] as number
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = (slots[slot] as number) - 1
      if (entry < 0) {
        slots[slot] = this.size + 1
        return this.addEntry(place, at)
      }
      if (entries[entry + HASH] === hash && this.isSame(entry, place, at, length)) return entry
    }
  }

  /** By the hashes of the line that was looked for last. */
  private addEntry(place: number, at: number): number {
    const entry = this.size
    this.size += ENTRY
    this.entries[entry + HASH] = this.hashes[0] as number
    this.entries[entry + SECOND_HASH] = this.hashes[1] as number
    this.entries[entry + OFFSET] = at
    this.entries[entry + FIRST_PLACE] = place
    return entry
  }

  private markSeen(entry: number, place: number): void {
    const before = this.entries[entry + SEEN] as number
    const places = before & 0xffff
    if (places === 0 || before >>> 16 !== place) this.entries[entry + SEEN] = (place << 16) | (places + 1)
  }

  /** A line ends with its only newline, so stretches of equal bytes are equal lines. */
  private isSame(entry: number, place: number, at: number, length: number): boolean {
    const other = this.views[this.entries[entry + FIRST_PLACE] as number] as DataView
    const otherAt = this.entries[entry + OFFSET] as number
    if (otherAt + length > other.byteLength) return false
    return sameBytes(other, otherAt, this.views[place] as DataView, at, length)
  }
}
