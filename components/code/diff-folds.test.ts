import { expect, test } from 'vitest'
import { foldRows } from './diff-folds'
import { diffLines } from './line-diff'

const LINES = Array.from({ length: 40 }, (_, index) => `line ${index}`)

/** `rows 0-3` or `fold 4-9` for each part. */
function sketch(changedLines: readonly number[], context: number): string[] {
  const target = LINES.map((line, index) => (changedLines.includes(index) ? `${line} changed` : line))
  return foldRows(diffLines(LINES.join('\n'), target.join('\n')), context).map(
    ({ type, start, rows }) => `${type} ${start}-${start + rows.length - 1}`,
  )
}

test('equal lines far from any difference are folded', () => {
  expect(sketch([20], 3)).toEqual(['fold 0-16', 'rows 17-23', 'fold 24-39'])
  expect(sketch([0, 39], 2)).toEqual(['rows 0-2', 'fold 3-36', 'rows 37-39'])
})

test('short gaps stay open', () => {
  expect(sketch([10, 20], 3)).toEqual(['fold 0-6', 'rows 7-13', 'rows 14-16', 'rows 17-23', 'fold 24-39'])
  expect(sketch([10, 17], 3)).toEqual(['fold 0-6', 'rows 7-20', 'fold 21-39'])
})

test('without a difference everything is shown, and nothing makes nothing', () => {
  expect(sketch([], 3)).toEqual(['rows 0-39'])
  expect(foldRows([], 3)).toEqual([])
})
