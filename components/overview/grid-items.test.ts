import { describe, expect, test } from 'vitest'
import type { GridAnswer, KindAnswer } from '@/lib/services/grid-answer'
import { gridItems } from './grid-items'

const kind = (name: string, rows: number, objects = rows): KindAnswer => ({
  name,
  label: { one: name, many: `${name}s` },
  objects: [objects],
  following: [],
  rows,
})

const answer = {
  kinds: [kind('table', 3), kind('index', 2), kind('view', 0, 4), kind('rule', 0)],
  groups: [
    { kind: 'index', matching: 2, schemas: [{ schema: 'public', matching: 2 }] },
    {
      kind: 'table',
      matching: 3,
      schemas: [
        { schema: 'billing', matching: 1 },
        { schema: 'public', matching: 2 },
      ],
    },
  ],
} as unknown as GridAnswer

function linesOf(closed: readonly string[] = [], isFiltered = false): string[] {
  const items = gridItems(answer, closed, isFiltered)
  return Array.from({ length: items.count }, (_, i) => {
    const item = items.at(i)
    if (item.type === 'row') return `row ${item.offset}`
    return item.type === 'kind' ? item.kind.name : `in ${item.schema}`
  })
}

describe('the lines of the grid', () => {
  test('are kinds in the order of the rows, schemas where there are several, and the rows', () => {
    expect(linesOf()).toEqual([
      'index',
      'row 0',
      'row 1',
      'table',
      'in billing',
      'row 2',
      'in public',
      'row 3',
      'row 4',
      'view',
    ])
  })

  test('keep the places of rows when a kind before them is closed', () => {
    expect(linesOf(['index'])).toEqual([
      'index',
      'table',
      'in billing',
      'row 2',
      'in public',
      'row 3',
      'row 4',
      'view',
    ])
  })

  test('leave out kinds without a match while a filter narrows', () => {
    expect(linesOf([], true).at(-1)).toBe('row 4')
  })

  test('lead from any line to the next object', () => {
    const items = gridItems(answer, [], false)
    expect([items.rowFrom(0, 1), items.rowFrom(3, 1), items.rowFrom(9, 1)]).toEqual([1, 5, null])
    expect([items.rowFrom(4, -1), items.rowFrom(0, -1)]).toEqual([2, null])
  })
})
