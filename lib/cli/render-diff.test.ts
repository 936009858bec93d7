import { expect, test } from 'vitest'
import type { Difference } from '../objects/difference'
import type { DiffAnswer } from '../services/compare-origins'
import { renderDiff } from './render-diff'

test('of an object that is called otherwise and is otherwise, what differs is shown', () => {
  const side = { name: 'a', serverVersion: '17.1', objects: 1 }
  const field = { label: 'Columns', severity: 'high', source: '["a"]', target: '["a", "b"]' } as const
  const difference = {
    kind: 'primary-key',
    address: ['public', 't', 't_key'],
    targetAddress: ['public', 't', 't_pkey'],
    status: 'different',
    severity: 'high',
    cause: 'unknown',
    fields: [
      { ...field, name: 'columns' },
      { ...field, name: 'name', label: 'Name', source: 't_key', target: 't_pkey' },
    ],
    meaning: null,
    consequences: [],
  } as unknown as Difference
  const answer = { source: side, target: side, differences: [difference], counts: {}, diagnostics: [] }
  const lines = renderDiff(answer as unknown as DiffAnswer, (_, text) => text)
  expect(lines.slice(3, 5)).toEqual(['  ≠ primary key public.t.t_key → t_pkey', '      Columns: a → a, b'])
})
