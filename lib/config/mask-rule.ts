/** What replaces a column's values in a copy; `fake` makes a value of the column's sort that belongs to nobody. */
export type MaskRule =
  | { readonly table: string; readonly column: string; readonly mask: 'null' | 'hash' }
  | { readonly table: string; readonly column: string; readonly mask: 'fixed'; readonly value: string }
  | {
      readonly table: string
      readonly column: string
      readonly mask: 'fake'
      readonly like: 'email' | 'name' | 'phone' | 'text' | 'number' | 'date' | 'uuid'
    }
