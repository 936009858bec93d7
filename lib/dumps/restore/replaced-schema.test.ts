import { expect, test } from 'vitest'
import { sayContents } from './replaced-schema'

test.each([
  [{ tables: 0, rows: 0, uncounted: 0 }, '0 tables'],
  [{ tables: 1, rows: 0, uncounted: 0 }, '1 table, about 0 rows'],
  [{ tables: 3, rows: 1234, uncounted: 0 }, '3 tables, about 1,234 rows'],
  [{ tables: 3, rows: 20, uncounted: 1 }, '3 tables, about 20 rows, and 1 table whose rows nobody counted'],
  [{ tables: 3, rows: 0, uncounted: 2 }, '3 tables, whose rows nobody counted'],
])('of a schema with %o is said what nobody counted', (contents, said) => {
  expect(sayContents({ name: 'public', ...contents })).toBe(said)
})
