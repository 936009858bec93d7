/** A schema as it is before a restore replaces it. */
export interface ReplacedSchema {
  readonly name: string
  readonly tables: number
  /** By the server's statistics, or counted where it has none. */
  readonly rows: number
  /** Tables of which nobody knows whether they are empty. */
  readonly uncounted: number
}

/** What goes along with a schema, such as `3 tables, about 20 rows, and 1 table whose rows nobody counted`. */
export function sayContents({ tables, rows, uncounted }: ReplacedSchema): string {
  const ofTables = counted(tables, 'table')
  if (tables === 0) return ofTables
  if (uncounted === 0) return `${ofTables}, about ${counted(rows, 'row')}`
  if (rows === 0) return `${ofTables}, whose rows nobody counted`
  return `${ofTables}, about ${counted(rows, 'row')}, and ${counted(uncounted, 'table')} whose rows nobody counted`
}

function counted(count: number, word: string): string {
  return `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`
}
