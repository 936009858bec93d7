import type { Likeness } from '../objects/kind'
import { type Row, text } from '../objects/row'
import { qualifiedName } from '../sql/display'

/** Tells an object of a schema again by what it keeps under another name, or in another schema. */
export function likeness(of: (row: Row) => string | null | undefined, words: string): Likeness {
  return {
    of: (row) => of(row) ?? undefined,
    nameOf: (row) => qualifiedName(text(row, 'schema'), text(row, 'name')),
    words,
  }
}
