// Plain JavaScript, like its neighbours of this sort: it also runs in a thread, from this file and no bundle.

/** Where a word, a text, a comment or a sign begins that decides how to read on. */
const SIGN =
  /[Ee]'|[\w\x80-\xff][\w$\x80-\xff]*|'|"|--|\/\*|\$(?:[A-Za-z_\x80-\xff][\w\x80-\xff]*)?\$|[;()\\]|[^\s\w\x80-\xff]/g

/**
 * Follows a script of SQL line by line, by the lexical rules of Postgres and of psql, and knows where a line lies:
 * inside a text, a comment or a body, or where a statement may begin. Lines are in latin1, one character a byte.
 * https://www.postgresql.org/docs/current/sql-syntax-lexical.html
 */
export class ScriptLexer {
  /** What the text or comment that is open ends with; null outside of both. */
  #open = null
  #commentDepth = 0
  #hasEscapes = false
  #parentheses = 0
  #atomicDepth = 0
  #previousWord = ''
  #isEmpty = true
  /** Whether a backslash escapes in texts without E. */
  #escapesEverywhere = false

  /** Whether the next line begins where a statement may begin. */
  get isBetween() {
    return this.#isEmpty && this.#open === null
  }

  /** Whether the next line begins inside a text, a quoted name or a comment. */
  get isInside() {
    return this.#open !== null
  }

  /**
   * Takes the next line, without its end.
   * @param {string} line
   * @returns {{ endsStatement: boolean, commandAt: number }} whether a statement ended in it, and where psql would see
   *   a command of its own, or -1.
   */
  take(line) {
    let at = 0
    let endsStatement = false
    for (;;) {
      if (this.#open !== null) {
        at = this.#endOfOpen(line, at)
        if (at === -1) return { endsStatement, commandAt: -1 }
      }
      SIGN.lastIndex = at
      const [sign] = SIGN.exec(line) ?? []
      if (sign === undefined || sign === '--') break
      at = SIGN.lastIndex
      if (sign === '\\') return { endsStatement, commandAt: at - 1 }
      if (this.#takeSign(sign)) endsStatement = true
    }
    if (endsStatement) this.#noteSetting(line)
    return { endsStatement, commandAt: -1 }
  }

  /** @returns whether the sign ends a statement. */
  #takeSign(sign) {
    if (sign === '/*') {
      this.#open = sign
      this.#commentDepth = 1
      return false
    }
    if (sign === ';' && this.#parentheses === 0 && this.#atomicDepth === 0) {
      this.#isEmpty = true
      this.#previousWord = ''
      return true
    }
    this.#isEmpty = false
    if (sign === '(') this.#parentheses += 1
    else if (sign === ')') this.#parentheses = Math.max(this.#parentheses - 1, 0)
    else if (sign === "'" || sign === '"' || sign === "E'" || sign === "e'") this.#openQuote(sign)
    else if (sign.length > 1 && sign[0] === '$') this.#open = sign
    this.#takeWord(sign.toLowerCase())
    return false
  }

  #openQuote(sign) {
    this.#open = sign.at(-1) ?? null
    this.#hasEscapes = sign.length > 1 || (sign === "'" && this.#escapesEverywhere)
  }

  /** The body of a function in SQL has statements of its own, up to an `end` that ends no `case`. */
  #takeWord(word) {
    if (word === 'atomic' && this.#previousWord === 'begin') this.#atomicDepth = 1
    else if (this.#atomicDepth > 0 && word === 'case') this.#atomicDepth += 1
    else if (this.#atomicDepth > 0 && word === 'end') this.#atomicDepth -= 1
    this.#previousWord = word
  }

  /** @returns where what is open ends in this line, or -1. */
  #endOfOpen(line, from) {
    if (this.#open === '/*') return this.#endOfComment(line, from)
    if (this.#hasEscapes) return this.#endOfEscaped(line, from)
    const mark = this.#open ?? ''
    const isQuote = mark === "'" || mark === '"'
    for (let end = line.indexOf(mark, from); end !== -1; end = line.indexOf(mark, end + 2)) {
      if (isQuote && line[end + 1] === mark) continue
      this.#open = null
      return end + mark.length
    }
    return -1
  }

  #endOfEscaped(line, from) {
    for (let at = from; at < line.length; at += 1) {
      if (line[at] === '\\') at += 1
      else if (line[at] === "'") {
        if (line[at + 1] === "'") at += 1
        else {
          this.#open = null
          this.#hasEscapes = false
          return at + 1
        }
      }
    }
    return -1
  }

  #endOfComment(line, from) {
    const marks = /\/\*|\*\//g
    marks.lastIndex = from
    for (let mark = marks.exec(line); mark; mark = marks.exec(line)) {
      this.#commentDepth += mark[0] === '/*' ? 1 : -1
      if (this.#commentDepth > 0) continue
      this.#open = null
      return marks.lastIndex
    }
    return -1
  }

  #noteSetting(line) {
    const setting = /^SET standard_conforming_strings = (on|off);/.exec(line)
    if (setting) this.#escapesEverywhere = setting[1] === 'off'
  }
}
