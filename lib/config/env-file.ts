/** One setting of an .env file. */
export interface EnvEntry {
  readonly value: string
  /** From 1. */
  readonly line: number
  /** Whether the value was quoted; without quotes, # begins a comment. */
  readonly isQuoted: boolean
}

const KEY = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*=[ \t]*/
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

/**
 * Reads an .env file as the npm package dotenv does: `export` allowed, single quotes and backticks literal, double
 * quotes with \n, quoted values over several lines, comments after #, the last of repeated names counts. References
 * to other variables are not expanded. Lines that are no setting are passed over.
 */
export function parseEnvFile(text: string): Map<string, EnvEntry> {
  const entries = new Map<string, EnvEntry>()
  const lines = text.split(/\r\n|\n|\r/)
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? ''
    const [start, name] = KEY.exec(line) ?? []
    if (start === undefined || name === undefined) continue
    const rest = line.slice(start.length)
    const quoted = quotedValue(rest, lines, index)
    entries.set(name, { value: quoted?.value ?? bareValue(rest), line: index + 1, isQuoted: quoted !== null })
    index = quoted?.lastLine ?? index
  }
  return entries
}

function bareValue(rest: string): string {
  return rest.replace(/#.*$/, '').trim()
}

/** The text up to the closing quote, which may stand on a later line; null when there is none. */
function quotedValue(rest: string, lines: readonly string[], firstLine: number) {
  const quote = rest.charAt(0)
  if (!'"\'`'.includes(quote) || quote === '') return null
  let text = rest.slice(1)
  for (let lastLine = firstLine; ; ) {
    const end = closingQuote(text, quote)
    if (end >= 0)
      return { value: quote === '"' ? unescapeQuoted(text.slice(0, end)) : text.slice(0, end), lastLine }
    lastLine += 1
    if (lastLine >= lines.length) return null
    text += `\n${lines[lastLine]}`
  }
}

function closingQuote(text: string, quote: string): number {
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === quote) return at
    if (text[at] === '\\' && quote === '"') at += 1
  }
  return -1
}

function unescapeQuoted(text: string): string {
  return text.replace(/\\([nrt"\\])/g, (_, letter: string) => ESCAPES[letter] ?? letter)
}
