import { DumpDamage } from './damage.mjs'

const NO_BYTES = Buffer.alloc(0)

/** Reads numbers and bytes from pieces that arrive one after the other. */
export class ByteSource {
  /** @type {AsyncIterator<Buffer>} */
  #pieces
  #bytes = NO_BYTES
  #at = 0

  /** @param {AsyncIterable<Buffer>} pieces */
  constructor(pieces) {
    this.#pieces = pieces[Symbol.asyncIterator]()
  }

  /** @returns {Promise<boolean>} whether there is nothing left. */
  async isAtEnd() {
    while (this.#at === this.#bytes.length) {
      const next = await this.#pieces.next()
      if (next.done) return true
      this.#bytes = next.value
      this.#at = 0
    }
    return false
  }

  /** Bytes that can be taken without waiting. */
  get available() {
    return this.#bytes.length - this.#at
  }

  /** Takes bytes that are available. @param {number} count @returns {Buffer} valid until the next piece is read. */
  takeAvailable(count) {
    const bytes = this.#bytes.subarray(this.#at, this.#at + count)
    this.#at += bytes.length
    return bytes
  }

  /**
   * Takes exactly so many bytes.
   * @param {number} count
   * @throws {DumpDamage} where there are fewer.
   */
  async take(count) {
    if (this.available >= count) return this.takeAvailable(count)
    const parts = []
    for (let missing = count; missing > 0; ) {
      if (await this.isAtEnd()) throw new DumpDamage('The file ends too early.')
      const part = Buffer.from(this.takeAvailable(missing))
      parts.push(part)
      missing -= part.length
    }
    return Buffer.concat(parts)
  }

  /** Gives back what the pieces came from. */
  async close() {
    await this.#pieces.return?.()
  }
}
