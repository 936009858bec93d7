import type { Connection } from 'pg'
import { type Sql, sql } from '../sql/sql'
import type { PreparedStatements } from './prepared-statements'
import { NEWLINE, TAB } from './received-lines'
import { RowReader } from './row-reader'

const PARSE_COMPLETE = 0x31
const BIND_COMPLETE = 0x32
const COMMAND_COMPLETE = 0x43
const DATA_ROW = 0x44

/**
 * Runs several queries as prepared statements of this connection, in one message, between a savepoint and its release. The
 * rows are made the same lines, byte by byte, that COPY makes of them.
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY
 */
export class PreparedReader extends RowReader {
  private readonly steps: readonly Sql[]
  /** How many steps have ended. */
  private ended = 0
  /** Notes the statements that the server is asked to prepare, in their order. */
  private readonly awaited: (() => void)[] = []

  constructor(
    private readonly prepared: PreparedStatements,
    savepoint: Sql,
    queries: readonly Sql[],
    keepsApart: readonly boolean[],
  ) {
    super(keepsApart)
    this.steps = [sql`savepoint ${savepoint}`, ...queries, sql`release savepoint ${savepoint}`]
  }

  protected send(connection: Connection): void {
    connection.stream.cork()
    for (const text of this.steps) {
      connection.bind({ statement: this.prepared.nameOf(text) ?? this.parse(connection, text) }, true)
      connection.execute({}, true)
    }
    connection.sync()
    connection.stream.uncork()
  }

  /** Has the server prepare a statement; gives its name. */
  private parse(connection: Connection, text: Sql): string {
    const name = this.prepared.newName()
    connection.parse({ name, text, types: [] }, true)
    this.awaited.push(() => this.prepared.note(text, name))
    return name
  }

  protected take(type: number, data: DataView, from: number, to: number): boolean {
    if (type === DATA_ROW) this.keep(data, from, to)
    else if (type === COMMAND_COMPLETE) this.endStep()
    else if (type === PARSE_COMPLETE) this.awaited.shift()?.()
    else return type === BIND_COMPLETE
    return true
  }

  private endStep(): void {
    const step = this.ended++
    if (step > 0 && step < this.steps.length - 1) this.endStatement()
  }

  private keep(data: DataView, from: number, to: number): void {
    if (!this.keepValues(data, from, to)) this.refuse('The server sent a row that is no row.')
  }

  /** @returns false where the bytes are not those of a row. */
  private keepValues(data: DataView, from: number, to: number): boolean {
    const { received, tails } = this
    const last = to - from < 2 ? -1 : data.getUint16(from) - 1
    const isKeptApart = this.isKeptApart && last > 0
    const lastOfLine = isKeptApart ? last - 1 : last
    // A value takes twice its bytes at most, and a null and the byte after it less than the length before it, twice.
    received.reserve(2 * (to - from))
    if (isKeptApart) tails.reserve(2 * (to - from))
    let at = from + 2
    for (let column = 0; column <= last; column++) {
      if (at + 4 > to) return false
      const into = column > lastOfLine ? tails : received
      const length = data.getInt32(at)
      at += 4
      if (length > to - at) return false
      if (length < 0) into.addNull()
      else {
        into.addValue(data, at, at + length)
        at += length
      }
      into.addByte(column >= lastOfLine ? NEWLINE : TAB)
    }
    received.endLine()
    if (isKeptApart) tails.endLine()
    return last >= 0 && at === to
  }
}
