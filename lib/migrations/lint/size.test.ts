import { expect, test } from 'vitest'
import { lockSeverity, sizeSentence, type TableSize, weightOf } from './size'

const GB = 2 ** 30

test.each<[TableSize, string, string]>([
  [{ rows: 0, bytes: 8192 }, 'empty', 't has no rows in prod.'],
  [{ rows: 1, bytes: 16384 }, 'small', 't has about 1 row, 16 kB, in prod.'],
  [{ rows: 9_999, bytes: null }, 'small', 't has about 9999 rows in prod.'],
  [{ rows: 10, bytes: GB }, 'large', 't has about 10 rows, 1 GB, in prod.'],
  [{ rows: 45_500, bytes: 9 * 2 ** 20 }, 'medium', 't has about 46 thousand rows, 9 MB, in prod.'],
  [{ rows: 2_440_000, bytes: 1.13 * GB }, 'large', 't has about 2.4 million rows, 1.1 GB, in prod.'],
  [{ rows: 3_000_000_000, bytes: 512 * GB }, 'large', 't has about 3 billion rows, 512 GB, in prod.'],
  [{ rows: null, bytes: 48 * 1024 }, 'small', 't takes 48 kB in prod; its server has not counted the rows.'],
  [{ rows: null, bytes: 3 * GB }, 'large', 't takes 3 GB in prod; its server has not counted the rows.'],
])('%j is %s: %s', (size, weight, words) => {
  expect(weightOf(size)).toBe(weight)
  expect(sizeSentence('t', size, 'prod')).toBe(words)
})

test('what is not known counts as large, and nobody waits for an empty table', () => {
  expect([null, { rows: null, bytes: null }].map(weightOf)).toEqual(['unknown', 'unknown'])
  expect((['empty', 'small', 'medium', 'large', 'unknown'] as const).map(lockSeverity)).toEqual([
    null,
    'low',
    'medium',
    'high',
    'high',
  ])
})
