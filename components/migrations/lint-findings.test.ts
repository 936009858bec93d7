import { expect, test } from 'vitest'
import type { LintFinding } from '@/lib/migrations/lint/lint-finding'
import { byStatement } from './lint-findings'

const finding = (rule: string, line: number, statement: string): LintFinding => ({
  ...{ rule, line, statement, severity: 'high', source: 'own' },
  ...{ message: rule, why: '', instead: null },
})

test('findings of one statement stand together, where the first of them stands', () => {
  const groups = byStatement([
    finding('a', 3, 'drop table t'),
    finding('b', 1, 'truncate t'),
    finding('c', 3, 'drop table t'),
    finding('d', 3, 'drop table u'),
  ])
  expect(groups.map(({ line, findings }) => [line, ...findings.map(({ rule }) => rule)])).toEqual([
    [3, 'a', 'c'],
    [1, 'b'],
    [3, 'd'],
  ])
})
