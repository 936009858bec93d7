import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { table } from '../kinds/table'
import { kindColumns } from '../objects/kind'
import type { Row } from '../objects/row'
import { snapshotOf } from '../objects/snapshot.fixture'
import { comparePair } from './compared-pair'
import { rowsOfIndex } from './comparison-index'
import { indexComparison } from './index-comparison'

const WORDS = ['order', 'invoice', 'user', 'audit', 'event', 'price', 'stock', 'ledger', 'team', 'payment']

/** A table with a name such as people give. */
function tableRow(i: number, change: Partial<Row> = {}): Row {
  const word = (place: number) => WORDS[Math.floor(i / 10 ** place) % 10]
  const columns = Object.fromEntries(kindColumns(table).map((column) => [column, null]))
  return {
    ...columns,
    schema: 'public',
    name: `${word(0)}_${word(1)}_${word(2)}_${i}`,
    owner: 'app',
    ...change,
  }
}

function tables(count: number, change?: (i: number) => Partial<Row>) {
  const rows = Array.from({ length: count }, (_, i) => tableRow(i, change?.(i)))
  return snapshotOf([{ kind: table, rows }])
}

test('ten thousand tables that are missing take at most 60 KB on the wire', async () => {
  const index = indexComparison(await comparePair(tables(10_000), tables(0)))
  expect(index.ids).toHaveLength(10_000)
  expect(gzipSync(JSON.stringify(index)).length).toBeLessThanOrEqual(60 * 1024)
})

test('ten thousand tables that each changed in its own way take at most 60 KB on the wire', async () => {
  const target = tables(10_000, (i) => ({ owner: `owner_${i}` }))
  const index = indexComparison(await comparePair(tables(10_000), target))
  expect(new Set(rowsOfIndex(index).map(({ digest }) => digest)).size).toBeGreaterThan(9_500)
  expect(gzipSync(JSON.stringify(index)).length).toBeLessThanOrEqual(60 * 1024)
})

test('names of any letters come back as they were', async () => {
  const names = ['a.b', 'per%cent', 'a:b', 'gr\u00fc\u00dfe \u{1f600}', 'tab\tand\nline', '"quoted"']
  const source = snapshotOf([{ kind: table, rows: names.map((name) => tableRow(0, { name })) }])
  const rows = rowsOfIndex(indexComparison(await comparePair(source, tables(0))))
  expect(rows.map(({ address }) => address[1]).sort()).toEqual(names.sort())
  expect(rows.every(({ kind, schema }) => kind.one === 'table' && schema === 'public')).toBe(true)
})
