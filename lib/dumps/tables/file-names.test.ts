import { expect, it } from 'vitest'
import { tableFileNames } from './file-names'

function namesOf(...tables: [string, string][]): (string | undefined)[] {
  const names = tableFileNames(tables.map(([schema, name], oid) => ({ oid, schema, name })))
  return tables.map((_, oid) => names.get(oid))
}

it('are those of the tables', () => {
  expect(namesOf(['public', 'users'], ['my-app', 'Order_2'])).toEqual(['public.users', 'my-app.Order_2'])
})

it.each([
  [['..', '../x'], '%2E%2E.%2E%2E%2Fx'],
  [['public', '--help'], 'public.--help'],
  [['--help', 'x'], '%2D-help.x'],
  [['a.b', 'c'], 'a%2Eb.c'],
  [['a', 'b.c'], 'a.b%2Ec'],
  [['con', 'x'], '%63on.x'],
  [['AUX', 'x'], '%41UX.x'],
  [['public', 'con'], 'public.con'],
  [['public', 'line\nbreak'], 'public.line%0Abreak'],
  [['public', 'ä/\\:*?"<>|% '], 'public.%C3%A4%2F%5C%3A%2A%3F%22%3C%3E%7C%25%20'],
  [['public', '%2E'], 'public.%252E'],
] as [[string, string], string][])(
  'stand for other letters than plain ones by their bytes: %j',
  (table, name) => {
    expect(namesOf(table)).toEqual([name])
  },
)

it('of tables whose names differ in case alone get a digest each', () => {
  const names = namesOf(['public', 'Users'], ['public', 'users'], ['public', 'other'])
  expect(names).toEqual([
    expect.stringMatching(/^public\.Users~[0-9a-f]{12}$/),
    expect.stringMatching(/^public\.users~[0-9a-f]{12}$/),
    'public.other',
  ])
  expect(new Set(names.map((name) => name?.toLowerCase())).size).toBe(3)
})

it('are never longer than a file may be named', () => {
  const long = 'é'.repeat(31)
  const names = namesOf([long, `${long}a`], [long, `${long}b`])
  expect(new Set(names).size).toBe(2)
  for (const name of names) expect(name?.length).toBeLessThanOrEqual(180)
})
