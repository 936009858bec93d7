import { expect, test } from 'vitest'
import { environment, folder, history, judge } from './alignment.fixture'

const FOLDER = folder(
  'flyway',
  ['1', 'select 1'],
  ['2', 'select 2'],
  ['B2', 'select 3', { version: '2', sort: 'baseline' }],
  ['B1', 'select 4', { version: '1', sort: 'baseline' }],
  ['10', 'select 5'],
)

test.each([
  [
    'nothing ran: the highest begins',
    [],
    { 1: 'skipped', 2: 'skipped', B2: 'pending', B1: 'skipped', 10: 'pending' },
  ],
  ['others ran', [['1'], ['2']], { 1: 'applied', 2: 'applied', B2: 'skipped', B1: 'skipped', 10: 'pending' }],
  [
    'it ran',
    [['B2', null, { version: '2', state: 'baseline' }]],
    { 1: 'baseline', 2: 'baseline', B2: 'baseline', B1: 'skipped', 10: 'pending' },
  ],
  [
    'the record was begun by a command',
    [['mark', null, { version: '1', state: 'baseline' }]],
    { 1: 'baseline', 2: 'pending', B2: 'skipped', B1: 'skipped', 10: 'pending' },
  ],
] as const)('%s', (_, recorded, wanted) => {
  const given = environment('prod', history('flyway', ...recorded))
  const { rows } = judge([FOLDER], [given])
  const states = Object.fromEntries(FOLDER.files.map(({ key }, i) => [key, rows[i]?.[1]]))
  expect(states).toEqual(wanted)
})

test('a version with zeros at its end is the one without', () => {
  const files = folder(
    'flyway',
    ['1.0', 'select 1', { version: '1.0' }],
    ['1.1', 'select 2', { version: '1.1' }],
  )
  const given = environment('prod', history('flyway', ['B1', null, { version: '1', state: 'baseline' }]))
  expect(judge([files], [given]).rows.map(([title, state]) => [title, state])).toEqual([
    ['1.0', 'baseline'],
    ['1.1', 'pending'],
    ['1', 'baseline'],
  ])
})

test.each([
  ['nothing ran', [], ['skipped', 'skipped', 'pending', 'pending']],
  ['others ran', [['1'], ['2']], ['applied', 'applied', 'skipped', 'pending']],
  ['it ran', [['3']], ['baseline', 'baseline', 'applied', 'pending']],
] as const)('a checkpoint of Atlas: %s', (_, recorded, wanted) => {
  const files = folder('atlas', ['1'], ['2'], ['3', 'select 3', { sort: 'baseline' }], ['4'])
  const { rows } = judge([files], [environment('prod', history('atlas', ...recorded))])
  expect(rows.map(([, state]) => state)).toEqual(wanted)
})
