import type { Duplex } from 'node:stream'
import type { Connection, Submittable } from 'pg'
import type { Lines } from '../objects/lines'
import { GuardedStream } from './guarded-stream'

/** What one COPY statement gave. */
export interface CopyResult {
  readonly lines: Lines
  /** The last values of the lines, where they were to be kept apart; else none. */
  readonly tails: Lines
}

/** What one batch of COPY statements gave: the results of those that ended, and the error that ended the batch. */
export interface CopyBatch {
  readonly results: readonly CopyResult[]
  readonly error?: Error
}

type Listener = (chunk: Buffer) => void

const COPY_DATA = 0x64
const COPY_DONE = 0x63
const READY_FOR_QUERY = 0x5a
/** One byte for the type and four for the length, which counts itself. */
const HEADER_BYTES = 5
const NO_BYTES = Buffer.alloc(0)
const TAB = 9
const NEWLINE = 10

/** No value in a catalog can be larger than 1 GB; what announces more is not a Postgres server. */
const MAX_MESSAGE_BYTES = 1 << 30

/**
 * Runs several `COPY (…) TO STDOUT` statements in one message and keeps their rows as bytes.
 * It reads the socket itself: the driver would make an object of every row, which costs more than the server spends.
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-COPY
 */
export class CopyReader implements Submittable {
  readonly done: Promise<CopyBatch>
  private readonly results: CopyResult[] = []
  private readonly received = new ReceivedLines(FIRST_BYTES)
  private readonly tails = new ReceivedLines(FIRST_TAIL_BYTES)
  private pending: Buffer = NO_BYTES
  private driverListeners: Listener[] = []
  private stream!: Duplex
  private settle!: (batch: CopyBatch) => void

  /** @param keepsApart of which statements, by their places, the last value of each line is kept apart from the line. */
  constructor(
    private readonly text: string,
    private readonly keepsApart: readonly boolean[] = [],
  ) {
    this.done = new Promise((resolve) => {
      this.settle = resolve
    })
  }

  submit(connection: Connection): void {
    this.stream = connection.stream as Duplex
    this.driverListeners = this.stream.listeners('data') as Listener[]
    if (this.stream instanceof GuardedStream) this.stream.divertTo(this.onData)
    else {
      for (const listener of this.driverListeners) this.stream.off('data', listener)
      this.stream.on('data', this.onData)
    }
    connection.query(this.text)
  }

  /** Of chunks, only the message that was cut in two is put together: a read would else copy all that it receives. */
  private readonly onData = (chunk: Buffer): void => {
    let at = 0
    while (this.pending.length > 0 && at < chunk.length) {
      const end = Math.min(at + this.missingBytes(), chunk.length)
      const joined = Buffer.concat([this.pending, chunk.subarray(at, end)])
      this.pending = NO_BYTES
      this.take(joined)
      at = end
    }
    if (at < chunk.length) this.take(chunk.subarray(at))
  }

  /** How many bytes the message that has begun still lacks, or its header where not even that is whole. */
  private missingBytes(): number {
    const has = this.pending.length
    return (has < HEADER_BYTES ? HEADER_BYTES : 1 + this.pending.readUInt32BE(1)) - has
  }

  /** Takes the rows out of the stream and hands every other message to the driver. */
  private take(data: Buffer): void {
    if (this.stream.destroyed) return
    const view = new DataView(data.buffer, data.byteOffset, data.length)
    let at = 0
    while (at + HEADER_BYTES <= data.length) {
      const type = view.getUint8(at)
      const end = at + 1 + view.getUint32(at + 1)
      if (end - at > MAX_MESSAGE_BYTES) {
        this.refuse()
        return
      }
      if (end > data.length) break
      if (type === COPY_DATA) this.keep(view, at + HEADER_BYTES, end)
      else if (type === COPY_DONE)
        this.results.push({ lines: this.received.take(), tails: this.tails.take() })
      else this.handToDriver(data.subarray(at, end), type === READY_FOR_QUERY)
      at = end
    }
    const rest = data.subarray(at)
    if (rest.length === 0) return
    if (this.driverListeners.length === 0) this.stream.emit('data', Buffer.from(rest))
    else this.pending = Buffer.from(rest)
  }

  private keep(data: DataView, from: number, to: number): void {
    if (!this.keepsApart[this.results.length]) {
      this.received.append(data, from, to)
      return
    }
    let tail = to
    while (tail > from && data.getUint8(tail - 1) !== TAB) tail--
    if (tail === from) tail = to
    this.received.append(data, from, tail)
    // In the place of the tab between them.
    this.received.endLine()
    this.tails.append(data, tail, to)
  }

  private refuse(): void {
    this.stream.destroy(new Error(`The server announced a message of more than ${MAX_MESSAGE_BYTES} bytes.`))
  }

  private handToDriver(message: Buffer, isLast: boolean): void {
    const listeners = this.driverListeners
    if (isLast) {
      if (this.stream instanceof GuardedStream) this.stream.divertTo(null)
      else {
        this.stream.off('data', this.onData)
        for (const listener of listeners) this.stream.on('data', listener)
      }
      this.driverListeners = []
    }
    for (const listener of listeners) listener(message)
  }

  /** The driver reports an error once, and after a fatal one nothing follows; so the batch ends here. */
  handleError(error: Error): void {
    this.settle({ results: this.results, error })
  }

  handleReadyForQuery(): void {
    this.settle({ results: this.results })
  }

  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleCommandComplete(): void {}
  handleEmptyQuery(): void {}
  handleCopyInResponse(): void {}
  handleCopyData(): void {}
  handlePortalSuspended(): void {}
}

/** Enough for what a small database has of a kind. */
const FIRST_BYTES = 1 << 18
const FIRST_TAIL_BYTES = 1 << 16
/** From here on a buffer grows by less than it has, and is let go once its lines are taken. */
const LARGE_BYTES = 4 << 20
/** What is outgrown stays until it is collected, and what is not written to takes no memory: so steps are few and large. */
const GROWTH = 4
const GROWTH_OF_LARGE = 1.25

/** Rows gathered in one growing buffer; each COPY message is one line. */
class ReceivedLines {
  private bytes: Uint8Array<ArrayBuffer>
  private view: DataView
  private length = 0
  private starts = new Uint32Array(1 << 10)
  private count = 0

  constructor(private readonly firstBytes: number) {
    this.bytes = Buffer.allocUnsafeSlow(firstBytes)
    this.view = new DataView(this.bytes.buffer)
  }

  /** Lines are short: to copy one by a call of the engine, which needs an object for it, costs more than to copy it here. */
  append(data: DataView, from: number, to: number): void {
    const end = this.length + to - from
    if (end > this.bytes.length) this.grow(end)
    if (this.count + 2 > this.starts.length) this.starts = grown(this.starts)
    const { view } = this
    let at = this.length
    for (; from + 4 <= to; from += 4, at += 4) view.setInt32(at, data.getInt32(from))
    for (; from < to; from++, at++) view.setUint8(at, data.getUint8(from))
    this.length = end
    this.starts[++this.count] = end
  }

  /** Has the last line end with a newline in the place of its last byte. */
  endLine(): void {
    this.bytes[this.length - 1] = NEWLINE
  }

  /** The lines so far, in memory of exactly their size; the next statement starts anew in the same buffer. */
  take(): Lines {
    const lines = {
      bytes: new Uint8Array(this.bytes.subarray(0, this.length)),
      starts: this.starts.slice(0, this.count + 1),
    }
    this.length = 0
    this.count = 0
    if (this.bytes.length > LARGE_BYTES) this.writeTo(Buffer.allocUnsafeSlow(this.firstBytes))
    return lines
  }

  private grow(needed: number): void {
    const factor = this.bytes.length < LARGE_BYTES ? GROWTH : GROWTH_OF_LARGE
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, Math.ceil(this.bytes.length * factor)))
    larger.set(this.bytes.subarray(0, this.length))
    this.writeTo(larger)
  }

  private writeTo(bytes: Uint8Array<ArrayBuffer>): void {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer)
  }
}

function grown(starts: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(starts.length * 2)
  larger.set(starts)
  return larger
}
