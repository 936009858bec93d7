import type { Client, Connection, Submittable } from 'pg'

/**
 * Runs one `COPY … FROM stdin` with its rows. Rows that come bit by bit are asked for only as fast as the server takes
 * them. Rejects with the server's error, or with that of the rows, of which nothing stays then.
 */
export function copyIn(
  client: Client,
  text: string,
  rows: string | AsyncIterable<Uint8Array>,
): Promise<void> {
  const chunks = typeof rows === 'string' ? [Buffer.from(rows)] : rows
  return new Promise((resolve, reject) => {
    client.query(new CopyIn(text, chunks, resolve, reject))
  })
}

/** The three messages of COPY in. https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-COPY */
class CopyIn implements Submittable {
  /** The rows' own, which the server only repeats. */
  private error: Error | null = null
  private hasEnded = false

  constructor(
    private readonly text: string,
    private readonly chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
    private readonly onDone: () => void,
    private readonly onError: (error: Error) => void,
  ) {}

  submit(connection: Connection): void {
    connection.query(this.text)
  }

  handleCopyInResponse(connection: CopyConnection): void {
    void this.send(connection)
  }

  private async send(connection: CopyConnection): Promise<void> {
    try {
      for await (const chunk of this.chunks) {
        if (this.hasEnded) return
        connection.sendCopyFromChunk(chunk)
        if (connection.stream.writableNeedDrain) await canTakeMore(connection)
      }
      if (!this.hasEnded) connection.endCopyFrom()
    } catch (error) {
      this.error = error as Error
      if (!this.hasEnded) connection.sendCopyFail(this.error.message)
    }
  }

  handleError(error: Error): void {
    this.hasEnded = true
    this.onError(this.error ?? error)
  }

  handleReadyForQuery(): void {
    this.hasEnded = true
    this.onDone()
  }

  handleCommandComplete(): void {}
}

function canTakeMore({ stream }: CopyConnection): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      stream.off('drain', go)
      stream.off('close', go)
      resolve()
    }
    stream.on('drain', go)
    stream.on('close', go)
    if (stream.destroyed) go()
  })
}

/** What the driver's connection can do beyond its published types. */
interface CopyConnection extends Connection {
  sendCopyFromChunk(chunk: Uint8Array): void
  sendCopyFail(message: string): void
  endCopyFrom(): void
}
