import type { Client, Connection, Submittable } from 'pg'

/** Runs one `COPY … FROM stdin` with its rows. Rejects with the server's error. */
export function copyIn(client: Client, text: string, rows: string): Promise<void> {
  return new Promise((resolve, reject) => {
    client.query(new CopyIn(text, rows, resolve, reject))
  })
}

/** The three messages of COPY in. https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-COPY */
class CopyIn implements Submittable {
  constructor(
    private readonly text: string,
    private readonly rows: string,
    private readonly onDone: () => void,
    private readonly onError: (error: Error) => void,
  ) {}

  submit(connection: Connection): void {
    connection.query(this.text)
  }

  handleCopyInResponse(connection: CopyConnection): void {
    connection.sendCopyFromChunk(Buffer.from(this.rows))
    connection.endCopyFrom()
  }

  handleError(error: Error): void {
    this.onError(error)
  }

  handleReadyForQuery(): void {
    this.onDone()
  }

  handleCommandComplete(): void {}
}

/** What the driver's connection can do beyond its published types. */
interface CopyConnection extends Connection {
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
}
