import type { Duplex } from 'node:stream'
import type { Client, Connection, Submittable } from 'pg'

/** Bytes of rows in their order: whole rows, or a part of one that is larger than what arrived. */
export interface RowBytes {
  readonly bytes: Buffer
  /** Where in `bytes` a row ends. */
  readonly ends: readonly number[]
}

/** Takes what arrived; while the promise that it may give is open, nothing more is read from the server. */
export type TakeRows = (rows: RowBytes) => Promise<void> | undefined

type Listener = (chunk: Buffer) => void

const COPY_DATA = 0x64
const COPY_DONE = 0x63
const READY_FOR_QUERY = 0x5a
/** One byte for the type and four for the length, which counts itself. */
const HEADER_BYTES = 5
/** Messages other than rows are kept until they are whole; none of an honest server comes near this. */
const LARGEST_OTHER_MESSAGE = 1 << 24

/**
 * Runs one `COPY (…) TO STDOUT` and passes the bytes of its rows on as they arrive, so that memory stays flat whatever the
 * size of a table or of one row. It reads the socket itself, as `CopyReader` does.
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-COPY
 * @returns how many rows the server says it sent, without a header.
 * @throws the server's error as the driver gives it; what `take` throws, after which the connection is cut.
 */
export async function copyOut(client: Client, text: string, take: TakeRows): Promise<number> {
  const reader = new CopyOut(text, take)
  client.query(reader)
  return reader.done
}

class CopyOut implements Submittable {
  readonly done: Promise<number>
  private settle!: { resolve: (rows: number) => void; reject: (error: Error) => void }
  private stream!: Duplex
  private driverListeners: Listener[] = []
  /** What has arrived of a header, or of a message that is not a row. */
  private pending: Buffer = Buffer.alloc(0)
  /** Bytes that the row that has begun still lacks. */
  private missing = 0
  private isInRow = false
  private rows = 0
  private taking: Promise<void> = Promise.resolve()
  private failure: Error | null = null

  constructor(
    private readonly text: string,
    private readonly takeRows: TakeRows,
  ) {
    this.done = new Promise((resolve, reject) => {
      this.settle = { resolve, reject }
    })
  }

  submit(connection: Connection): void {
    this.stream = connection.stream as Duplex
    this.driverListeners = this.stream.listeners('data') as Listener[]
    for (const listener of this.driverListeners) this.stream.off('data', listener)
    this.stream.on('data', this.onData)
    connection.query(this.text)
  }

  private readonly onData = (chunk: Buffer): void => {
    const rows = new Gathered(chunk.length)
    let at = 0
    while (at < chunk.length && !this.failure) {
      if (this.isInRow) at = this.passRow(chunk, at, rows)
      else if (this.pending.length === 0 && chunk[at] === COPY_DATA && at + HEADER_BYTES <= chunk.length) {
        this.beginRow(chunk.readUInt32BE(at + 1), rows)
        at += HEADER_BYTES
      } else at = this.passMessage(chunk, at, rows)
      // The driver has the socket again; what else arrived is its own.
      if (this.driverListeners.length === 0) break
    }
    if (rows.hasSome) this.deliver(rows.take())
    if (this.driverListeners.length === 0 && at < chunk.length) this.stream.emit('data', chunk.subarray(at))
  }

  private beginRow(announced: number, rows: Gathered): void {
    this.missing = announced - (HEADER_BYTES - 1)
    this.isInRow = true
    if (this.missing === 0) this.endRow(rows)
  }

  private passRow(chunk: Buffer, at: number, rows: Gathered): number {
    const end = Math.min(chunk.length, at + this.missing)
    rows.append(chunk, at, end)
    this.missing -= end - at
    if (this.missing === 0) this.endRow(rows)
    return end
  }

  private endRow(rows: Gathered): void {
    this.isInRow = false
    rows.endRow()
  }

  /** Takes a header that was cut in two; and of what is no row, the whole message, which goes to the driver. */
  private passMessage(chunk: Buffer, at: number, rows: Gathered): number {
    const wanted = this.pending.length < HEADER_BYTES ? HEADER_BYTES : this.pendingSize()
    const end = Math.min(chunk.length, at + wanted - this.pending.length)
    const part = chunk.subarray(at, end)
    this.pending = this.pending.length === 0 ? part : Buffer.concat([this.pending, part])
    if (this.pending.length === HEADER_BYTES && this.pending[0] === COPY_DATA) {
      this.beginRow(this.pending.readUInt32BE(1), rows)
      this.pending = Buffer.alloc(0)
    } else if (this.pending.length >= HEADER_BYTES && this.pending.length === this.pendingSize()) {
      const message = this.pending
      this.pending = Buffer.alloc(0)
      if (message[0] !== COPY_DONE) this.handToDriver(message)
    } else if (this.pending.length >= HEADER_BYTES && this.pendingSize() > LARGEST_OTHER_MESSAGE) {
      this.fail(new Error(`The server announced a message of more than ${LARGEST_OTHER_MESSAGE} bytes.`))
    } else if (this.pending.length > 0 && end === chunk.length) {
      // The chunk's memory is the stream's, and is kept no longer than for this call.
      this.pending = Buffer.from(this.pending)
    }
    return end
  }

  private pendingSize(): number {
    return 1 + this.pending.readUInt32BE(1)
  }

  private deliver(rows: RowBytes): void {
    try {
      const taken = this.takeRows(rows)
      if (!taken) return
      this.stream.pause()
      this.taking = taken.then(
        () => void this.stream.resume(),
        (error) => this.fail(error),
      )
    } catch (error) {
      this.fail(error as Error)
    }
  }

  /** What was read cannot be kept, so reading on is of no use; the server ends the query once its socket is gone. */
  private fail(error: Error): void {
    this.failure ??= error
    this.settle.reject(this.failure)
    this.stream.destroy(this.failure)
  }

  private handToDriver(message: Buffer): void {
    const listeners = this.driverListeners
    if (message[0] === READY_FOR_QUERY) {
      this.stream.off('data', this.onData)
      for (const listener of listeners) this.stream.on('data', listener)
      this.driverListeners = []
    }
    for (const listener of listeners) listener(message)
  }

  handleError(error: Error): void {
    this.settle.reject(this.failure ?? error)
  }

  /** Only when the last rows are taken too is the statement done. */
  handleReadyForQuery(): void {
    this.taking.then(() => this.settle.resolve(this.rows))
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.rows = Number(text.replace(/^COPY /, ''))
  }

  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleEmptyQuery(): void {}
  handleCopyInResponse(): void {}
  handleCopyData(): void {}
  handlePortalSuspended(): void {}
}

/** The rows of one chunk without the headers between them. */
class Gathered {
  private readonly bytes: Buffer
  private readonly ends: number[] = []
  private length = 0

  constructor(size: number) {
    this.bytes = Buffer.allocUnsafe(size)
  }

  append(data: Buffer, from: number, to: number): void {
    data.copy(this.bytes, this.length, from, to)
    this.length += to - from
  }

  endRow(): void {
    this.ends.push(this.length)
  }

  get hasSome(): boolean {
    return this.length > 0 || this.ends.length > 0
  }

  take(): RowBytes {
    return { bytes: this.bytes.subarray(0, this.length), ends: this.ends }
  }
}
