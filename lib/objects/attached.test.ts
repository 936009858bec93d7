import { expect, test } from 'vitest'
import { sayAddress } from './attached'

test.each([
  [['public', 'invoices'], 0, { own: ['public', 'invoices'], on: null }],
  [
    ['column', 'public', 'profiles', 'is_staff', 'anon', ''],
    3,
    { own: ['anon'], on: { kind: 'column', name: ['public', 'profiles', 'is_staff'] } },
  ],
  [
    ['materialized-view', 'public', 'm', ''],
    3,
    { own: [], on: { kind: 'materialized view', name: ['public', 'm'] } },
  ],
  [['tablespace', 'fast', 'anon', ''], 1, { own: ['anon'], on: { kind: 'tablespace', name: ['fast'] } }],
  [
    ['schema', 'app', '', '', 'anon', 'owner'],
    3,
    { own: ['anon', 'owner'], on: { kind: 'schema', name: ['app'] } },
  ],
])('%j', (address, parts, expected) => {
  expect(sayAddress(address, parts)).toEqual(expected)
})
