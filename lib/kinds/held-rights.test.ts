import { expect, test } from 'vitest'
import type { FindRows } from '../objects/kind'
import type { Row } from '../objects/row'
import { heldBeside } from './held-rights'

const ON_TABLE: Row = {
  onKind: 'table',
  first: 'app',
  second: 't',
  third: null,
  grantee: 'a',
  grantor: null,
  parentKind: 'table',
}
const ON_COLUMN: Row = { ...ON_TABLE, onKind: 'column', third: 'id', privileges: '["SELECT"]' }

const holding =
  (...columns: string[]): FindRows =>
  (kind, on) => {
    if (kind === 'grant') return on === 'column' ? [ON_COLUMN] : []
    if (kind === 'column') return columns.map((name) => ({ name }))
    return kind === 'table' ? [{ owner: 'own' }] : []
  }

test('grants on columns give the whole table only where all its columns are known', () => {
  expect(heldBeside(ON_TABLE, holding('id'))('SELECT')).toBe(true)
  expect(heldBeside(ON_TABLE, holding('id', 'x'))('SELECT')).toBe(false)
  expect(heldBeside(ON_TABLE, holding())('SELECT')).toBe(false)
})
