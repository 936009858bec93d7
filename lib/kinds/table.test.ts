import { expect, test } from 'vitest'
import type { Row } from '../objects/row'
import { table } from './table'

const server = { version: '18.1', major: 18 }

function judge(
  before: Partial<Row>,
  after: Partial<Row>,
  ofOwner: Partial<Row> = {},
  others: readonly string[] = [],
) {
  const row = (changes: Partial<Row>) =>
    ({ rowSecurity: 't', forceRowSecurity: 'f', owner: 'own', ...changes }) as Row
  const find = (kind: string) => (kind === 'role' ? [ofOwner as Row] : [])
  const change = { source: row(before), target: row(after), fields: ['forceRowSecurity', ...others] }
  return table.judge?.(change, { source: server, target: server }, [], { source: find, target: find })
}

const FORCED = { forceRowSecurity: 't' }

test('row-level security that is forced holds the owner back', () => {
  expect(judge({}, FORCED)?.meaning).toBe("Only here row-level security holds back the table's owner too.")
  expect(judge(FORCED, {})?.meaning).toBe("Here row-level security does not hold back the table's owner.")
})

test('what is forced while it is off holds nobody back', () => {
  const off = { rowSecurity: 'f' }
  expect(judge(off, { ...off, ...FORCED })).toEqual({
    severity: 'low',
    meaning: 'Row-level security is forced for the owner here, and off on both sides: it holds nobody back.',
  })
  expect(judge({ ...off, ...FORCED }, off, {}, ['persistence'])?.severity).toBeUndefined()
})

test.each(['isSuperuser', 'bypassesRowSecurity'])('an owner with %s is never held back', (attribute) => {
  expect(judge(FORCED, {}, { [attribute]: 't' })).toEqual({
    severity: 'low',
    meaning:
      'Row-level security is forced for the owner in the source, whom it never holds back: own passes it always.',
  })
})
