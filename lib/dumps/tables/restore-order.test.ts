import { expect, it } from 'vitest'
import { restoreOrder } from './restore-order'
import type { TableToDump } from './table-to-dump'

function table(
  name: string,
  refersTo: readonly string[] = [],
  ancestors: readonly string[] = [],
): TableToDump {
  const references = refersTo.map((other) => ({
    columns: [],
    schema: 'public',
    table: other,
    referenced: [],
  }))
  return { schema: 'public', name, references, ancestors } as unknown as TableToDump
}

const order = (...tables: TableToDump[]) => restoreOrder(tables).map(({ name }) => name)

it('keeps the order where nothing refers to anything', () => {
  expect(order(table('b'), table('a'), table('c'))).toEqual(['b', 'a', 'c'])
})

it('puts what is referred to first, over several steps', () => {
  expect(order(table('a', ['b']), table('b', ['c', 'd']), table('c'), table('d', ['c']))).toEqual([
    'c',
    'd',
    'b',
    'a',
  ])
})

it('takes references to itself and to tables that are not there', () => {
  expect(order(table('a', ['a', 'gone']), table('b', ['a']))).toEqual(['a', 'b'])
})

it('has every table once where they refer to each other in a circle', () => {
  expect(
    order(table('a', ['b']), table('b', ['c']), table('c', ['a']), table('d', ['a'])).toSorted(),
  ).toEqual(['a', 'b', 'c', 'd'])
})

it('puts all partitions before what refers to their table', () => {
  const parts = [table('low', [], ['public.parts']), table('high', [], ['public.parts'])]
  expect(order(table('a', ['parts']), ...parts)).toEqual(['low', 'high', 'a'])
})

it('takes a chain of any length', () => {
  const chain = Array.from({ length: 20_000 }, (_, i) => table(`t${i}`, [`t${i + 1}`]))
  expect(order(...chain)[0]).toBe('t19999')
})
