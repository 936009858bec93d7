import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import type { TLSSocket } from 'node:tls'
import { MessageLimit, type Violation } from './message-limit'

/** A client's last message, which nothing answers. */
const TERMINATE = 0x58

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
    socket.on('data', (chunk: Buffer) => this.#receive(chunk))
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

  #receive(chunk: Buffer): void {
    this.onTraffic?.('received')
    this.#bytesLeft -= chunk.length
    const violation = this.#bytesLeft < 0 ? 'oversize' : this.#limit.check(chunk)
    if (this.#limit.isReady) this.#awaitsAnswer = false
    if (violation) this.destroy(this.#refuse(violation, chunk))
    else if (!this.push(chunk)) this.#socket.pause()
  }

  /** The driver parses inside its `data` listener, and throws there when a message makes no sense. */
  override emit(event: string | symbol, ...args: unknown[]): boolean {
    if (event !== 'data') return super.emit(event, ...args)
    try {
      return super.emit(event, ...args)
    } catch (error) {
      // It reads beyond the end of a message that is shorter than its kind.
      const isTooShort = error instanceof RangeError
      this.destroy(isTooShort ? this.#refuse('notPostgres', args[0] as Buffer) : (error as Error))
      return true
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
