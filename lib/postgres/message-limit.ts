const HEADER_BYTES = 5
const COPY_DATA = 0x64
const DATA_ROW = 0x44
const READY_FOR_QUERY = 0x5a
const ERROR_RESPONSE = 0x45
/** ErrorResponse and NoticeResponse: lists of texts, ended by an empty one. */
const TEXT_LISTS = new Set([ERROR_RESPONSE, 0x4e])
/** Longer errors are cut; their code and message come first. */
const LARGEST_ERROR = 16_384

/** Messages a server may send: https://www.postgresql.org/docs/current/protocol-message-formats.html */
const KNOWN_TYPES = new Set([...'123AcCdDEGHIKNnRsStTVvWZ'].map((letter) => letter.charCodeAt(0)))

/** The longest message before sign-in has ended; as in libpq, nothing honest comes near. */
const LARGEST_BEFORE_READY = 65_536

export type Violation = 'notPostgres' | 'oversize'

/**
 * Follows the frames of a server's messages as bytes pass by, so that a faulty or hostile server cannot make the
 * driver gather endless memory or run on past the end of a message.
 */
export class MessageLimit {
  readonly #largest: number
  readonly #header = Buffer.alloc(HEADER_BYTES)
  #headerBytes = 0
  #remaining = 0
  #type = 0
  #hasBeenReady = false
  /** The last two bytes of the body so far, as one number. */
  #tail = 0
  /** Body of the newest ErrorResponse, as far as it has arrived. */
  #error: Buffer | null = null

  /** @param largest bytes one message may have once signed in. */
  constructor(largest: number) {
    this.#largest = largest
  }

  /** Body of the last ErrorResponse that passed by, or null. */
  get lastError(): Buffer | null {
    return this.#error
  }

  /** Whether the bytes so far end with the server's word that it waits for a query. */
  get isReady(): boolean {
    return this.#type === READY_FOR_QUERY && this.#remaining === 0 && this.#headerBytes === 0
  }

  /** Looks at the next bytes; says what is wrong with them, or null. */
  check(chunk: Buffer): Violation | null {
    let at = 0
    while (at < chunk.length) {
      if (this.#remaining > 0) {
        at = this.#skipBody(chunk, at)
        if (this.#remaining === 0 && !this.#endsWell()) return 'notPostgres'
        continue
      }
      if (this.#headerBytes === 0) at = this.#passRows(chunk, at)
      at = this.#takeHeader(chunk, at)
      if (this.#headerBytes < HEADER_BYTES) return null
      const violation = this.#beginMessage()
      if (violation) return violation
    }
    return null
  }

  /** Goes past rows that are whole, of which nearly all that is received consists. */
  #passRows(chunk: Buffer, at: number): number {
    const type = chunk[at] as number
    if (!this.#hasBeenReady || (type !== COPY_DATA && type !== DATA_ROW)) return at
    const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.length)
    while (at + HEADER_BYTES <= chunk.length && view.getUint8(at) === type) {
      const length = view.getUint32(at + 1)
      const end = at + 1 + length
      if (length < 4 || length > this.#largest || end > chunk.length) break
      this.#type = type
      at = end
    }
    return at
  }

  #takeHeader(chunk: Buffer, at: number): number {
    while (this.#headerBytes < HEADER_BYTES && at < chunk.length)
      this.#header[this.#headerBytes++] = chunk[at++] as number
    return at
  }

  #beginMessage(): Violation | null {
    const length = this.#header.readUInt32BE(1)
    this.#type = this.#header[0] ?? 0
    this.#headerBytes = 0
    if (!KNOWN_TYPES.has(this.#type) || length < 4) return 'notPostgres'
    if (length > LARGEST_BEFORE_READY && !this.#hasBeenReady) return 'notPostgres'
    if (length > this.#largest) return 'oversize'
    if (this.#type === READY_FOR_QUERY) this.#hasBeenReady = true
    if (this.#type === ERROR_RESPONSE) this.#error = Buffer.alloc(0)
    this.#remaining = length - 4
    this.#tail = 0xffff
    return this.#remaining === 0 && !this.#endsWell() ? 'notPostgres' : null
  }

  #skipBody(chunk: Buffer, at: number): number {
    const end = Math.min(chunk.length, at + this.#remaining)
    this.#remaining -= end - at
    if (this.#type === ERROR_RESPONSE) this.#keepError(chunk.subarray(at, end))
    if (TEXT_LISTS.has(this.#type)) {
      for (const byte of chunk.subarray(Math.max(at, end - 2), end))
        this.#tail = ((this.#tail << 8) | byte) & 0xffff
    }
    return end
  }

  #keepError(part: Buffer): void {
    const kept = this.#error ?? Buffer.alloc(0)
    this.#error = Buffer.concat([kept, part.subarray(0, Math.max(0, LARGEST_ERROR - kept.length))])
  }

  /** The driver reads a list of texts until its empty end, beyond the message if need be. */
  #endsWell(): boolean {
    return !TEXT_LISTS.has(this.#type) || this.#tail === 0
  }
}
