const WIDTH = 3

/**
 * Finds rows of three numbers below 2^32, in 20 to 30 bytes each: a large database has hundreds of thousands of dependencies,
 * and a map of texts would take ten times as much.
 */
export class NumberTable {
  /** Places by hash, counted from one: zero is an empty slot. */
  private readonly slots: Int32Array
  private readonly rows: Uint32Array
  private size = 0

  /** @param most how many rows will be entered at most */
  constructor(most: number) {
    this.slots = new Int32Array(1 << Math.ceil(Math.log2(Math.max(most * 2, 16))))
    this.rows = new Uint32Array(most * WIDTH)
  }

  /** The place of a row, counted from zero in the order in which rows were entered; -1 for one that was not. */
  find(first: number, second: number, third: number): number {
    return (this.slots[this.slotOf(first, second, third)] as number) - 1
  }

  /** The place of a row, which is entered unless it has been before. */
  enter(first: number, second: number, third: number): number {
    const slot = this.slotOf(first, second, third)
    const known = this.slots[slot] as number
    if (known > 0) return known - 1
    const at = this.size * WIDTH
    this.rows[at] = first
    this.rows[at + 1] = second
    this.rows[at + 2] = third
    this.slots[slot] = ++this.size
    return this.size - 1
  }

  /** The slot that holds a row, or the empty one where it belongs. */
  private slotOf(first: number, second: number, third: number): number {
    const { slots, rows } = this
    const mask = slots.length - 1
    let hash = Math.imul(first ^ Math.imul(second, 0x9e3779b1) ^ Math.imul(third, 0x85ebca6b), 0x9e3779b1)
    hash ^= hash >>> 15
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const at = ((slots[slot] as number) - 1) * WIDTH
      if (at < 0 || (rows[at] === first && rows[at + 1] === second && rows[at + 2] === third)) return slot
    }
  }
}
