import { expect, test } from 'vitest'
import { KINDS } from './all'
import { ROUTINE_KINDS, sayObject } from './say-object'

test('knows every kind whose address ends with the types of arguments', () => {
  const kinds = KINDS.filter(({ address }) => address.includes('argumentTypes'))
  expect(new Set(kinds.map(({ name }) => name))).toEqual(ROUTINE_KINDS)
  for (const { address } of kinds) expect(address).toEqual(['schema', 'name', 'argumentTypes'])
})

test.each([
  ['table', ['public', 'invoices'], 0, { own: ['public', 'invoices'], on: null }],
  ['function', ['public', 'f', 'integer, text'], 0, { own: ['public', 'f(integer, text)'], on: null }],
  ['function', ['public', 'run', ''], 0, { own: ['public', 'run()'], on: null }],
  [
    'grant',
    ['function', 'public', 'accept', 'uuid', 'anon', ''],
    3,
    { own: ['anon'], on: { kind: 'function', name: ['public', 'accept(uuid)'] } },
  ],
  [
    'comment',
    ['materialized-view', 'public', 'm', ''],
    3,
    { own: [], on: { kind: 'materialized view', name: ['public', 'm'] } },
  ],
])('%s %j', (kind, address, parts, expected) => {
  expect(sayObject(kind, address, parts)).toEqual(expected)
})
