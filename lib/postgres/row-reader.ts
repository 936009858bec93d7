import type { Duplex } from 'node:stream'
import type { Connection, Submittable } from 'pg'
import type { Lines } from '../objects/lines'
import { GuardedStream } from './guarded-stream'
import { FIRST_BYTES, FIRST_TAIL_BYTES, ReceivedLines } from './received-lines'

/** What one statement gave, in COPY's text format. */
export interface LinesResult {
  readonly lines: Lines
  /** The last values of the lines, where they were to be kept apart; else none. */
  readonly tails: Lines
}

/** What one batch of statements gave: the results of those that ended, and the error that ended the batch. */
export interface LinesBatch {
  readonly results: readonly LinesResult[]
  readonly error?: Error
}

type Listener = (chunk: Buffer) => void

const READY_FOR_QUERY = 0x5a
/** One byte for the type and four for the length, which counts itself. */
const HEADER_BYTES = 5
const NO_BYTES = Buffer.alloc(0)

/** No value in a catalog can be larger than 1 GB; what announces more is not a Postgres server. */
const MAX_MESSAGE_BYTES = 1 << 30

/**
 * Keeps the rows of several statements as bytes. It reads the socket itself: the driver would make an object of every row,
 * which costs more than the server spends. How the statements are sent, and their rows come, is told by who extends it.
 */
export abstract class RowReader implements Submittable {
  readonly done: Promise<LinesBatch>
  protected readonly received = new ReceivedLines(FIRST_BYTES)
  protected readonly tails = new ReceivedLines(FIRST_TAIL_BYTES)
  private readonly results: LinesResult[] = []
  private pending: Buffer = NO_BYTES
  private driverListeners: Listener[] = []
  private stream!: Duplex
  private settle!: (batch: LinesBatch) => void

  /** @param keepsApart of which statements, by their places, the last value of each line is kept apart from the line. */
  constructor(private readonly keepsApart: readonly boolean[]) {
    this.done = new Promise((resolve) => {
      this.settle = resolve
    })
  }

  protected abstract send(connection: Connection): void

  /** Takes a message that says something of the rows, of which the body is given; false leaves it to the driver. */
  protected abstract take(type: number, data: DataView, from: number, to: number): boolean

  /** Whether the last value of each line of the statement that runs is kept apart. */
  protected get isKeptApart(): boolean {
    return this.keepsApart[this.results.length] ?? false
  }

  protected endStatement(): void {
    this.results.push({ lines: this.received.take(), tails: this.tails.take() })
  }

  submit(connection: Connection): void {
    this.stream = connection.stream as Duplex
    this.driverListeners = this.stream.listeners('data') as Listener[]
    if (this.stream instanceof GuardedStream) this.stream.divertTo(this.onData)
    else {
      for (const listener of this.driverListeners) this.stream.off('data', listener)
      this.stream.on('data', this.onData)
    }
    this.send(connection)
  }

  /** Of chunks, only the message that was cut in two is put together: a read would else copy all that it receives. */
  private readonly onData = (chunk: Buffer): void => {
    let at = 0
    while (this.pending.length > 0 && at < chunk.length) {
      const end = Math.min(at + this.missingBytes(), chunk.length)
      const joined = Buffer.concat([this.pending, chunk.subarray(at, end)])
      this.pending = NO_BYTES
      this.takeWhole(joined)
      at = end
    }
    if (at < chunk.length) this.takeWhole(chunk.subarray(at))
  }

  /** How many bytes the message that has begun still lacks, or its header where not even that is whole. */
  private missingBytes(): number {
    const has = this.pending.length
    return (has < HEADER_BYTES ? HEADER_BYTES : 1 + this.pending.readUInt32BE(1)) - has
  }

  /** Takes the rows out of the stream and hands every other message to the driver. */
  private takeWhole(data: Buffer): void {
    const view = new DataView(data.buffer, data.byteOffset, data.length)
    let at = 0
    while (at + HEADER_BYTES <= data.length) {
      const type = view.getUint8(at)
      const end = at + 1 + view.getUint32(at + 1)
      if (end - at > MAX_MESSAGE_BYTES)
        this.refuse(`The server announced a message of more than ${MAX_MESSAGE_BYTES} bytes.`)
      if (this.stream.destroyed) return
      if (end > data.length) break
      if (!this.take(type, view, at + HEADER_BYTES, end))
        this.handToDriver(data.subarray(at, end), type === READY_FOR_QUERY)
      at = end
    }
    const rest = data.subarray(at)
    if (rest.length === 0) return
    if (this.driverListeners.length === 0) this.stream.emit('data', Buffer.from(rest))
    else this.pending = Buffer.from(rest)
  }

  /** Nothing that comes after this is taken. */
  protected refuse(reason: string): void {
    this.stream.destroy(new Error(reason))
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
