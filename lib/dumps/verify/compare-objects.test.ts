import { describe, expect, test } from 'vitest'
import { KINDS_BY_NAME } from '../../kinds/all'
import type { Kind } from '../../objects/kind'
import type { Row } from '../../objects/row'
import { snapshotOf } from '../../objects/snapshot.fixture'
import { compareObjects, notDumped } from './compare-objects'

const kindOf = (name: string) => KINDS_BY_NAME.get(name) as Kind
const made = (rows: Readonly<Record<string, readonly Row[]>>) =>
  snapshotOf(Object.entries(rows).map(([name, list]) => ({ kind: kindOf(name), rows: [...list] })))
const entry = (type: string, name: string) => ({ type, schema: 'public', name })

const snapshot = made({
  table: [
    { schema: 'public', name: 'users' },
    { schema: 'public', name: 'two\nlines' },
  ],
  index: [
    { schema: 'public', table: 'users', name: 'by_name', isValid: 't' },
    { schema: 'public', table: 'users', name: 'half', isValid: 'f' },
    { schema: 'public', table: 'of_extension', name: 'added', isValid: 't' },
  ],
  function: [
    { schema: 'public', name: 'twice', argumentTypes: 'integer' },
    { schema: 'public', name: 'twice', argumentTypes: 'numeric' },
  ],
  policy: [{ schema: 'public', table: 'users', name: 'mine' }],
})
const dumped = [
  entry('TABLE', 'users'),
  entry('TABLE', 'two lines'),
  entry('INDEX', 'by_name'),
  entry('FUNCTION', 'twice(integer)'),
  entry('PROCEDURE', 'twice(numeric)'),
  entry('POLICY', 'users mine'),
  entry('COMMENT', 'TABLE users'),
]

describe('what a dump names, against the snapshot', () => {
  test('is the same where everything is there', () => {
    expect(compareObjects(snapshot, dumped)).toEqual({ expected: 6, missing: [], unknown: [], unread: [] })
  })

  test.each(dumped.slice(0, 6).map((_, place) => place))('misses entry %i when it is lost', (place) => {
    const { missing } = compareObjects(snapshot, dumped.toSpliced(place, 1))
    expect(missing).toHaveLength(1)
  })

  test('knows of no table that the snapshot does not have', () => {
    const { unknown } = compareObjects(snapshot, [
      ...dumped,
      entry('TABLE', 'sneaked'),
      entry('INDEX', 'other'),
    ])
    expect(unknown).toEqual(['public.sneaked'])
  })

  test('cannot tell of kinds that were not read', () => {
    const blind = { kind: 'function', reason: 'permission', message: '' } as const
    const { unread, unknown } = compareObjects({ ...snapshot, blindSpots: [blind] }, [
      ...dumped,
      entry('TABLE', 'sneaked'),
    ])
    expect([unread, unknown]).toEqual([['function'], []])
  })

  test('is without what pg_dump leaves out, and that is told', () => {
    expect(notDumped(snapshot)).toEqual([
      'public.users: half, an index that is not valid',
      'public.of_extension: added, added to a table of an extension',
    ])
  })
})
