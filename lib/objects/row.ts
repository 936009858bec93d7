/** The columns of one object as the catalog query named them; null is SQL's null. */
export type Row = Readonly<Record<string, string | null>>

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }

/** One value of COPY's text format. https://www.postgresql.org/docs/current/sql-copy.html */
export function parseCopyValue(text: string): string | null {
  if (text === '\\N') return null
  if (!text.includes('\\')) return text
  return text.replace(/\\(.)/gs, (_, escaped: string) => ESCAPES[escaped] ?? escaped)
}

/** The values of one line of COPY's text format. */
export function parseCopyValues(line: string): (string | null)[] {
  return line.split('\t').map(parseCopyValue)
}

/** One line of COPY's text format as a row with these columns. Throws when their numbers differ. */
export function parseCopyLine(line: string, columns: readonly string[]): Row {
  const values = parseCopyValues(line)
  if (values.length !== columns.length) {
    throw new Error(`A line has ${values.length} values where ${columns.length} were asked for.`)
  }
  const row: Record<string, string | null> = {}
  for (const [i, column] of columns.entries()) row[column] = values[i] as string | null
  return row
}

/** The value of a column that the query never leaves null. */
export function text(row: Row, column: string): string {
  const value = row[column]
  if (value === undefined) throw new Error(`The row has no column ${column}.`)
  return value ?? ''
}

/** The values of these columns that are there, in order. */
export function texts(row: Row, columns: readonly string[]): string[] {
  return columns.map((column) => row[column]).filter((value): value is string => typeof value === 'string')
}

/** True where Postgres printed the boolean true. */
export function isTrue(row: Row, column: string): boolean {
  return row[column] === 't'
}

/** The reverse of parseCopyValue. */
export function copyValue(value: string | null): string {
  if (value === null) return '\\N'
  return value.replace(/[\\\b\f\n\r\t\v]/g, (character) => ENCODED[character] as string)
}

const ENCODED: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
}
