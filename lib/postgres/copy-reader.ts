import type { Connection } from 'pg'
import { join, type Sql, sql } from '../sql/sql'
import { TAB } from './received-lines'
import { RowReader } from './row-reader'

const COPY_DATA = 0x64
const COPY_DONE = 0x63

/**
 * Runs several queries as `COPY (…) TO STDOUT` in one message, between a savepoint and its release.
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-COPY
 */
export class CopyReader extends RowReader {
  private readonly text: Sql

  constructor(savepoint: Sql, queries: readonly Sql[], keepsApart: readonly boolean[]) {
    super(keepsApart)
    const copies = queries.map((query) => sql`copy (${query}) to stdout`)
    this.text = join([sql`savepoint ${savepoint}`, ...copies, sql`release savepoint ${savepoint}`], ';\n')
  }

  protected send(connection: Connection): void {
    connection.query(this.text)
  }

  protected take(type: number, data: DataView, from: number, to: number): boolean {
    if (type === COPY_DATA) this.keep(data, from, to)
    else if (type === COPY_DONE) this.endStatement()
    else return false
    return true
  }

  private keep(data: DataView, from: number, to: number): void {
    if (!this.isKeptApart) {
      this.received.append(data, from, to)
      return
    }
    let tail = to
    while (tail > from && data.getUint8(tail - 1) !== TAB) tail--
    if (tail === from) tail = to
    this.received.append(data, from, tail)
    // In the place of the tab between them.
    this.received.endWithNewline()
    this.tails.append(data, tail, to)
  }
}
