/** A schema as it is before a restore replaces it. */
export interface ReplacedSchema {
  readonly name: string
  readonly tables: number
  /** By the server's statistics. */
  readonly rows: number
  /** Tables of which the server has no statistics, so that nobody knows whether they are empty. */
  readonly uncounted: number
}

/** What goes along with a schema, such as `3 tables, about 20 rows, 1 of them not counted`. */
export function sayContents({ tables, rows, uncounted }: ReplacedSchema): string {
  const ofTables = counted(tables, 'table')
  if (tables === 0) return ofTables
  if (uncounted === tables) return `${ofTables}, whose rows the server has not counted`
  const others = uncounted > 0 ? `, and those of ${counted(uncounted, 'table')} it has not counted` : ''
  return `${ofTables}, about ${counted(rows, 'row')}${others}`
}

function counted(count: number, word: string): string {
  return `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`
}
