const NAME = String.raw`(?:"(?:[^"]|"")+"|[^\s".]+)`
const TABLE = String.raw`(?:only\s+)?${NAME}(?:\.${NAME})?`

const AFTER_ROWS = new RegExp(
  [
    String.raw`alter\s+(?:foreign\s+)?table\s+${TABLE}\s+add\s+constraint\s+${NAME}\s+foreign\s+key\b`,
    String.raw`alter\s+(?:foreign\s+)?table\s+${TABLE}\s+(?:enable|disable)\s+(?:(?:always|replica)\s+)?trigger\b`,
    String.raw`create\s+(?:or\s+replace\s+)?(?:constraint\s+|event\s+)?trigger\b`,
    String.raw`alter\s+(?:event\s+)?trigger\b`,
    String.raw`comment\s+on\s+(?:constraint|trigger|event\s+trigger)\b`,
  ]
    .map((pattern) => `^${pattern}`)
    .join('|'),
  'i',
)

/**
 * Whether a statement is kept back until all rows are there: foreign keys would ask for rows that come later, and
 * triggers would fire. Nothing that a dump holds but comments on them needs either.
 */
export function belongsAfterRows(statement: string): boolean {
  return AFTER_ROWS.test(statement)
}
