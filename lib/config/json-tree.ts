/** A JSON value that knows where in the text it stands. Offsets count UTF-16 units from the start of the text. */
export type JsonNode =
  | { readonly kind: 'object'; readonly at: number; readonly entries: readonly JsonEntry[] }
  | { readonly kind: 'list'; readonly at: number; readonly items: readonly JsonNode[] }
  | { readonly kind: 'text'; readonly at: number; readonly value: string }
  | { readonly kind: 'number'; readonly at: number; readonly value: number }
  | { readonly kind: 'truth'; readonly at: number; readonly value: boolean }
  | { readonly kind: 'nothing'; readonly at: number }

export interface JsonEntry {
  readonly key: string
  readonly keyAt: number
  readonly value: JsonNode
}

/** The first place where a text stops being JSON, in words for someone who edits the file by hand. */
export class JsonMistake extends Error {
  readonly at: number

  constructor(message: string, at: number) {
    super(message)
    this.name = 'JsonMistake'
    this.at = at
  }
}

const DEEPEST = 50
const BLANKS = ' \t\r\n'
const WORDS: ReadonlyMap<string, boolean | null> = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
])

/**
 * Reads JSON as RFC 8259 has it, keeping positions and repeated keys.
 * @throws JsonMistake that never repeats any of the text, since there may be a secret in it.
 */
export function parseJsonTree(text: string): JsonNode {
  const reader = new Reader(text)
  reader.skipBlanks()
  if (reader.isAtEnd()) throw reader.mistake('The file is empty; it needs at least { "environments": [] }.')
  const node = reader.value(0)
  reader.skipBlanks()
  if (!reader.isAtEnd()) throw reader.mistake('Something follows after the end of the JSON value.')
  return node
}

class Reader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  isAtEnd(): boolean {
    return this.#at >= this.#text.length
  }

  mistake(message: string, at = this.#at): JsonMistake {
    return new JsonMistake(message, at)
  }

  skipBlanks(): void {
    while (!this.isAtEnd() && BLANKS.includes(this.#next())) this.#at += 1
    const next = this.#next()
    if (next === '#' || /^\/[/*]/.test(this.#text.slice(this.#at, this.#at + 2))) {
      throw this.mistake('JSON has no comments: remove this one.')
    }
  }

  value(depth: number): JsonNode {
    const at = this.#at
    const next = this.#next()
    if (depth > DEEPEST) throw this.mistake('This is nested too deeply.')
    if (next === '{') return { kind: 'object', at, entries: this.#entries(depth) }
    if (next === '[') return { kind: 'list', at, items: this.#items(depth) }
    if (next === '"') return { kind: 'text', at, value: this.#string() }
    if (next === "'" || next === '`') throw this.mistake('Texts need double quotes.')
    if (/[-0-9+.]/.test(next)) return { kind: 'number', at, value: this.#number() }
    return this.#word()
  }

  #next(): string {
    return this.#text.charAt(this.#at)
  }

  #entries(depth: number): JsonEntry[] {
    const entries: JsonEntry[] = []
    this.#eachUntil('}', () => {
      const keyAt = this.#at
      if (this.#next() !== '"') throw this.mistake('A key in double quotes should stand here.')
      const key = this.#string()
      this.skipBlanks()
      if (this.#next() !== ':') throw this.mistake('A colon should follow the key.')
      this.#at += 1
      this.skipBlanks()
      entries.push({ key, keyAt, value: this.value(depth + 1) })
    })
    return entries
  }

  #items(depth: number): JsonNode[] {
    const items: JsonNode[] = []
    this.#eachUntil(']', () => items.push(this.value(depth + 1)))
    return items
  }

  /** Reads what stands between brackets and is separated by commas. */
  #eachUntil(close: '}' | ']', readOne: () => void): void {
    const openAt = this.#at
    this.#at += 1
    this.skipBlanks()
    if (this.#take(close)) return
    for (;;) {
      if (this.isAtEnd()) throw this.mistake(`The bracket opened here is never closed by ${close}.`, openAt)
      readOne()
      this.skipBlanks()
      if (this.#take(close)) return
      if (this.isAtEnd()) throw this.mistake(`The bracket opened here is never closed by ${close}.`, openAt)
      const commaAt = this.#at
      if (!this.#take(',')) throw this.mistake(`A comma or ${close} should stand here.`)
      this.skipBlanks()
      if (this.#next() === close) throw this.mistake('No comma may follow the last item.', commaAt)
    }
  }

  #take(character: string): boolean {
    if (this.#next() !== character) return false
    this.#at += 1
    return true
  }

  #string(): string {
    const openAt = this.#at
    this.#at += 1
    let closeAt = this.#at
    while (this.#text[closeAt] !== '"') {
      const code = this.#text.charCodeAt(closeAt)
      if (Number.isNaN(code)) throw this.mistake('The quote opened here is never closed.', openAt)
      if (code === 10 || code === 13)
        throw this.mistake('A text must end on its line: the quote is not closed.', openAt)
      if (code < 32)
        throw this.mistake('A tab or control character in a text must be escaped, such as \\t.', closeAt)
      closeAt += code === 92 ? 2 : 1
    }
    this.#at = closeAt + 1
    return this.#unescape(this.#text.slice(openAt, closeAt + 1), openAt)
  }

  #unescape(quoted: string, at: number): string {
    try {
      return JSON.parse(quoted) as string
    } catch {
      throw this.mistake('A backslash in this text begins no valid escape; write \\\\ for a backslash.', at)
    }
  }

  #number(): number {
    const [word = ''] = /^[-+.\w]*/.exec(this.#text.slice(this.#at, this.#at + 400)) ?? []
    if (!/^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/.test(word))
      throw this.mistake('This is not a valid number.')
    this.#at += word.length
    return Number(word)
  }

  #word(): JsonNode {
    const at = this.#at
    const [word = ''] = /^\w*/.exec(this.#text.slice(at, at + 40)) ?? []
    const value = WORDS.get(word)
    if (value === undefined) throw this.mistake(this.isAtEnd() ? 'The file ends too early.' : wrongWord(word))
    this.#at += word.length
    return value === null ? { kind: 'nothing', at } : { kind: 'truth', at, value }
  }
}

function wrongWord(word: string): string {
  const near = [...WORDS.keys()].find((known) => known === word.toLowerCase())
  if (near) return `Write ${near} in lower case.`
  return word === '' ? 'A value should stand here.' : 'Texts need double quotes.'
}
