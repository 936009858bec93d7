import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import type { TLSSocket } from 'node:tls'
import { MessageLimit, type Violation } from './message-limit'
import { MEMORY_BYTES, takeReceived } from './received'

/** A client's last message, which nothing answers. */
const TERMINATE = 0x58

/**
 * What a server sends it sends in pieces of 8 kB, and to be woken for each costs both more than the piece. So from so many
 * bytes of one answer on, what comes is left to gather for so long; shorter answers are not kept waiting.
 */
const GATHERED_FROM_BYTES = 1 << 19
const GATHERED_MS = 5

export interface StreamLimits {
  /** Bytes of one message. */
  readonly messageBytes: number
  /** Bytes of all answers together. */
  readonly totalBytes: number
}

/**
 * An open socket in the shape the driver expects of one it opens itself. It passes bytes on only while they keep to
 * the limits, and turns whatever the driver throws at a malformed message into the end of the connection.
 */
export class GuardedStream extends Duplex {
  readonly #socket: Socket | TLSSocket
  readonly #limit: MessageLimit
  readonly #refuse: (violation: Violation, bytes: Buffer) => Error
  #bytesLeft: number
  #awaitsAnswer = false
  #taker: ((bytes: Buffer) => void) | null = null
  #takenBytes = 0
  /** Told whenever bytes go either way. */
  onTraffic: ((direction: 'sent' | 'received') => void) | null = null

  constructor(
    socket: Socket | TLSSocket,
    { messageBytes, totalBytes }: StreamLimits,
    refuse: (violation: Violation, bytes: Buffer) => Error,
  ) {
    super({ allowHalfOpen: false })
    this.#socket = socket
    this.#limit = new MessageLimit(messageBytes)
    this.#bytesLeft = totalBytes
    this.#refuse = refuse
    if (!takeReceived(socket, (bytes) => this.#receive(bytes, true)))
      socket.on('data', (chunk: Buffer) => {
        if (!this.#receive(chunk, false)) socket.pause()
      })
    socket.on('end', () => this.push(null))
    socket.on('error', (error) => this.destroy(error))
    socket.on('close', () => this.destroy())
    socket.pause()
  }

  /** Body of the last ErrorResponse that the server sent, or null. */
  get lastError(): Buffer | null {
    return this.#limit.lastError
  }

  /** Whether something was sent that the server has not answered in full. */
  get awaitsAnswer(): boolean {
    return this.#awaitsAnswer
  }

  /** @returns whether more may come now. */
  #receive(bytes: Buffer, isOverwritten: boolean): boolean {
    this.onTraffic?.('received')
    this.#bytesLeft -= bytes.length
    const violation = this.#bytesLeft < 0 ? 'oversize' : this.#limit.check(bytes)
    if (this.#limit.isReady) this.#awaitsAnswer = false
    if (violation) this.destroy(this.#refuse(violation, bytes))
    else if (this.#taker) this.#give(this.#taker, bytes)
    else return this.push(isOverwritten ? Buffer.from(bytes) : bytes)
    return !this.destroyed && !(isOverwritten && this.#isLeftToGather(bytes.length))
  }

  /** Whether the next of a long answer is to gather first, of which this piece was all that there was. */
  #isLeftToGather(pieceBytes: number): boolean {
    if (!this.#taker) return false
    this.#takenBytes += pieceBytes
    if (this.#takenBytes < GATHERED_FROM_BYTES || pieceBytes >= MEMORY_BYTES) return false
    setTimeout(() => this.#socket.resume(), GATHERED_MS)
    return true
  }

  /**
   * Gives what is received to a reader in place of whoever listens for data, as long as it is not null. The bytes hold until it
   * returns.
   */
  divertTo(taker: ((bytes: Buffer) => void) | null): void {
    this.#taker = taker
    this.#takenBytes = 0
  }

  /** The driver parses inside its `data` listener, and throws there when a message makes no sense. */
  override emit(event: string | symbol, ...args: unknown[]): boolean {
    if (event !== 'data') return super.emit(event, ...args)
    let isHeard = true
    this.#give((bytes) => {
      isHeard = super.emit('data', bytes)
    }, args[0] as Buffer)
    return isHeard
  }

  #give(taker: (bytes: Buffer) => void, bytes: Buffer): void {
    try {
      taker(bytes)
    } catch (error) {
      // It reads beyond the end of a message that is shorter than its kind.
      const isTooShort = error instanceof RangeError
      this.destroy(isTooShort ? this.#refuse('notPostgres', bytes) : (error as Error))
    }
  }

  override _read(): void {
    this.#socket.resume()
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (chunk[0] !== TERMINATE) this.#awaitsAnswer = true
    this.onTraffic?.('sent')
    if (this.#socket.write(chunk)) done()
    else this.#socket.once('drain', done)
  }

  /** What the driver, or who reads past it, puts together is sent together. */
  override _writev(
    chunks: { chunk: Buffer; encoding: BufferEncoding }[],
    done: (error?: Error | null) => void,
  ): void {
    this._write(Buffer.concat(chunks.map(({ chunk }) => chunk)), 'buffer' as BufferEncoding, done)
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#socket.end(done)
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#socket.destroy()
    done(error)
  }

  /** The driver asks for a connection; there is one already. */
  connect(): this {
    process.nextTick(() => this.emit('connect'))
    return this
  }

  setNoDelay(): this {
    return this
  }

  setKeepAlive(): this {
    return this
  }

  ref(): this {
    this.#socket.ref()
    return this
  }

  unref(): this {
    this.#socket.unref()
    return this
  }

  /** For the driver's channel binding: `tls-server-end-point` of RFC 5929. */
  getPeerCertificate(): unknown {
    return 'getPeerCertificate' in this.#socket ? this.#socket.getPeerCertificate() : {}
  }
}
