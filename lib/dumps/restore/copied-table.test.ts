import { expect, test } from 'vitest'
import { copiedTable } from './copied-table'

test.each([
  ['COPY public.a (id, b) FROM stdin', { schema: 'public', name: 'a', columns: ['id', 'b'] }],
  ['copy Only_A from STDIN', { schema: 'public', name: 'only_a', columns: [] }],
  [
    'COPY "a""b"."sel\'ect (" ("x, y", "from stdin", Z) FROM stdin',
    { schema: 'a"b', name: "sel'ect (", columns: ['x, y', 'from stdin', 'z'] },
  ],
  ['CREATE TABLE a (b int)', null],
  ["COPY a FROM '/tmp/x'", null],
])('%s', (statement, table) => {
  expect(copiedTable(statement)).toEqual(table)
})
