import { splitStatements } from '../../sql/split-statements'
import { DumpDamage } from './damage.mjs'
import { decoderFor, type TextDecode } from './decode-text'
import type { DumpStatement } from './dump-statement'
import { type LineEvent, type ScriptEvent, ScriptReader } from './script-reader.mjs'

/** The statements of a script, as they come. */
export async function* scriptStatements(
  pieces: AsyncIterable<Buffer>,
): AsyncGenerator<DumpStatement, void, undefined> {
  const events = new ScriptEvents(pieces)
  let decode: TextDecode = decoderFor('UTF8')
  let lines: string[] = []
  let line = 0
  for (let event = await events.next(); event !== null; event = await events.next()) {
    if (event.kind !== 'line') continue
    line += 1
    if (lines.length > 0 || !isIdle(event)) lines.push(event.text)
    if (lines.length === 0 || !event.isEnd) continue
    const statements = splitLines(lines, line, decode)
    decode = decoderAfter(statements) ?? decode
    lines = []
    yield* event.copy === null ? statements : withRows(statements, events)
    line += events.takeRowLines()
  }
  yield* splitLines(lines, line, decode)
}

/** A line between statements that holds none: empty, a comment or a command of psql. */
function isIdle({ isStart, isEnd, endsStatement }: LineEvent): boolean {
  return isStart && isEnd && !endsStatement
}

/** The statements of some lines, the last of which is the given one. */
function splitLines(lines: readonly string[], last: number, decode: TextDecode): DumpStatement[] {
  const { statements } = splitStatements(decode(lines.join('\n')))
  return statements.map(({ text, line }) => ({ text, line: last - lines.length + line }))
}

function decoderAfter(statements: readonly DumpStatement[]): TextDecode | null {
  const names = statements.flatMap(({ text }) => /^SET client_encoding = '(\w+)'$/.exec(text)?.[1] ?? [])
  const name = names.at(-1)
  return name === undefined ? null : decoderFor(name)
}

/** Only the last of several statements on one line is followed by rows. */
async function* withRows(
  statements: readonly DumpStatement[],
  events: ScriptEvents,
): AsyncGenerator<DumpStatement, void, undefined> {
  yield* statements.slice(0, -1)
  const last = statements.at(-1)
  if (!last) return
  const rows = events.rows()
  yield { ...last, copy: rows }
  for await (const _ of rows);
}

const NEWLINE = 10

/** What a script is made of, one thing after the other. */
class ScriptEvents {
  readonly #pieces: AsyncIterator<Buffer>
  readonly #reader = new ScriptReader()
  #events: Iterator<ScriptEvent> = [][Symbol.iterator]()
  #isFinished = false
  #rowLines = 0

  constructor(pieces: AsyncIterable<Buffer>) {
    this.#pieces = pieces[Symbol.asyncIterator]()
  }

  async next(): Promise<ScriptEvent | null> {
    for (;;) {
      const event = this.#events.next()
      if (!event.done) return event.value
      if (this.#isFinished) return null
      const piece = await this.#pieces.next()
      this.#isFinished = piece.done === true
      this.#events = piece.done ? this.#reader.finish() : this.#reader.take(piece.value)
    }
  }

  async *rows(): AsyncGenerator<Buffer, void, undefined> {
    for (let event = await this.next(); event?.kind !== 'rowsEnd'; event = await this.next()) {
      if (event === null) throw new DumpDamage('It ends in the middle of rows.')
      if (event.kind !== 'rows') continue
      for (const byte of event.bytes) if (byte === NEWLINE) this.#rowLines += 1
      yield event.bytes
    }
    this.#rowLines += 1
  }

  /** How many lines the rows had, with the one that ends them, since this was asked last. */
  takeRowLines(): number {
    const lines = this.#rowLines
    this.#rowLines = 0
    return lines
  }
}
