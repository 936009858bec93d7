import { expect, test } from 'vitest'
import type { IndexRow } from '@/lib/services/comparison-index'
import type { CompareFilters } from './compare-state'
import { filterRows, tallyFacet } from './difference-filter'
import { buildTree } from './difference-tree'
import { keyTarget } from './tree-keys'
import { treeRows } from './tree-rows'

const NONE: CompareFilters = {
  text: '',
  kind: '',
  schema: null,
  status: null,
  severity: null,
  cause: null,
}
const TABLE = { name: 'table', one: 'table', many: 'tables', attachedParts: 0 }
const ROLE = { name: 'role', one: 'role', many: 'roles', attachedParts: 0 }

function row(name: string, change: Partial<IndexRow> = {}): IndexRow {
  return {
    id: `table:public.${name}`,
    kind: TABLE,
    schema: 'public',
    address: ['public', name],
    status: 'different',
    severity: 'high',
    cause: 'unknown',
    fields: 1,
    consequences: 0,
    digest: 'abc',
    meaning: null,
    ...change,
  }
}

const ROWS = [
  row('Invoices'),
  row('plans', { status: 'sourceOnly', severity: 'critical' }),
  row('old', { status: 'unknown', severity: 'medium' }),
  row('app', { id: 'role:app', kind: ROLE, schema: '', address: ['app'], status: 'targetOnly' }),
]

function names(filters: Partial<CompareFilters>): string[] {
  return filterRows(ROWS, { ...NONE, ...filters }).map(({ address }) => address.at(-1) ?? '')
}

test('each filter narrows, and all of them together', () => {
  expect(names({})).toHaveLength(4)
  expect(names({ text: ' INVO' })).toEqual(['Invoices'])
  expect(names({ kind: 'role' })).toEqual(['app'])
  expect(names({ schema: '' })).toEqual(['app'])
  expect(names({ status: 'missing' })).toEqual(['plans'])
  expect(names({ status: 'extra' })).toEqual(['app'])
  expect(names({ severity: 'high', schema: 'public' })).toEqual(['Invoices'])
  expect(names({ cause: 'nameOnly' })).toEqual([])
})

test('a choice says how many rows it would leave, whatever is chosen for it now', () => {
  const tally = tallyFacet(ROWS, { ...NONE, status: 'missing', schema: 'public' }, 'status')
  expect(Object.fromEntries(tally)).toEqual({ different: 1, missing: 1, unknown: 1 })
})

test('what is unknown is a group of its own, at the end', () => {
  const tree = buildTree(ROWS)
  expect(tree.map(({ label, total }) => [label, total])).toEqual([
    ['public', 2],
    ['Roles', 1],
    ['Unknown', 1],
  ])
})

test('a closed group hides what it holds, and keys lead around', () => {
  const tree = buildTree(ROWS)
  const open = treeRows(tree, new Set(), null)
  expect(open.map(({ level }) => level)).toEqual([1, 2, 3, 3, 1, 2, 1, 2, 3])
  const closed = treeRows(tree, new Set(['schema:public']), null)
  expect(closed.map(({ key }) => key).slice(0, 2)).toEqual(['schema:public', 'none/role'])
  expect(keyTarget('ArrowRight', closed, 0)).toEqual({ toggle: true })
  expect(keyTarget('ArrowLeft', open, 0)).toEqual({ toggle: false })
  expect(keyTarget('ArrowLeft', open, 3)).toEqual({ index: 1 })
  expect(keyTarget('ArrowDown', open, 8)).toEqual({ index: 8 })
  expect(keyTarget('x', open, 0)).toBeNull()
})

test('objects that are the same follow, with a line for those not loaded yet', () => {
  const object = { id: 'table:public.same', kind: 'table', label: 'table', address: ['public', 'same'] }
  const loaded = [{ ...object, attachedParts: 0 }]
  const lines = treeRows([], new Set(), { matching: 3, loaded })
  expect(lines.map(({ type }) => type)).toEqual(['equalGroup', 'equalObject', 'more'])
  expect(lines.at(-1)).toMatchObject({ left: 2, position: 2, siblings: 2 })
})
