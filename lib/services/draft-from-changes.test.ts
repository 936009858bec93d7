import { expect, test } from 'vitest'
import { KINDS, KINDS_BY_NAME } from '../kinds/all'
import type { ObjectChange } from '../migrations/draft/change'
import { type ObjectId, objectId } from '../objects/address'
import { type Kind, kindColumns } from '../objects/kind'
import type { Row } from '../objects/row'
import type { Snapshot } from '../objects/snapshot'
import { snapshotOf } from '../objects/snapshot.fixture'
import { proveChanges } from './draft-from-changes'
import type { ProvedFile, ProvingGround } from './prove-migration'

const view = KINDS_BY_NAME.get('view') as Kind

const rowOf = (name: string, query = 'SELECT 1 AS a'): Row => ({
  ...Object.fromEntries(kindColumns(view).map((column) => [column, null])),
  schema: 'public',
  name,
  query,
  columns: '["a integer"]',
})

/** A database with these views. */
function databaseWith(...views: readonly Row[]): Snapshot {
  return snapshotOf(
    KINDS.map((kind) => ({ kind, rows: kind === view ? views : [] })),
    { name: 'prod' },
  )
}

const change = (wanted: Row): ObjectChange => {
  const ref = { kind: 'view', address: ['public', wanted.name ?? ''] }
  return { kind: view, ref, id: objectId(ref), wanted, present: null, fields: [] }
}

const choosing = (...changes: ObjectChange[]) => ({ changes, following: new Map<ObjectId, ObjectId>() })

/** A server on which everything runs, and that then holds `after`, whatever ran. */
function serverThatHolds(after: ProvedFile['after'], ran: Partial<ProvedFile> = {}) {
  const texts: string[] = []
  const ground = {
    head: databaseWith(),
    tryPieces: async (pieces: readonly string[]) => ({ order: [...pieces.keys()], refused: new Map() }),
    run: async (text: string) => {
      texts.push(text)
      return { failure: null, ranApart: false, after, ...ran }
    },
  } satisfies Pick<ProvingGround, 'head' | 'tryPieces' | 'run'>
  return { ground: ground as unknown as ProvingGround, texts }
}

test('what the server does not hold afterwards is said, however often it is tried', async () => {
  const { ground, texts } = serverThatHolds(databaseWith(rowOf('v', 'SELECT 2 AS a')))
  const { proof } = await proveChanges(choosing(change(rowOf('v'))), databaseWith(rowOf('v')), ground)
  expect([...(proof?.remaining ?? [])]).toEqual([['view:public.v', ['Query']]])
  expect(texts).toHaveLength(3)
})

test('what became different beside it is said, and is not dropped', async () => {
  const { ground, texts } = serverThatHolds(databaseWith(rowOf('v'), rowOf('stranger')))
  const { proof } = await proveChanges(choosing(change(rowOf('v'))), databaseWith(rowOf('v')), ground)
  expect([...(proof?.alsoChanged ?? [])]).toEqual(['view:public.stranger'])
  expect(texts.join('')).not.toContain('DROP')
})

test('a file that does what it should, and nothing else, leaves nothing', async () => {
  const { ground, texts } = serverThatHolds(databaseWith(rowOf('v')))
  const { proof, active } = await proveChanges(choosing(change(rowOf('v'))), databaseWith(rowOf('v')), ground)
  expect(proof).toMatchObject({ failure: null, remaining: new Map(), alsoChanged: new Set() })
  expect([[...active], texts.length]).toEqual([['view:public.v'], 1])
})

test('a statement that the server refuses ends it', async () => {
  const failure = {
    line: 3,
    statement: '',
    sqlState: '42P01',
    message: 'no',
    detail: null,
    hint: null,
    context: null,
  }
  const { ground } = serverThatHolds(null, { failure })
  const { proof } = await proveChanges(choosing(change(rowOf('v'))), databaseWith(rowOf('v')), ground)
  expect(proof?.failure).toEqual(failure)
})

test('what follows from a change must be as in the environment too', async () => {
  const environment = databaseWith(rowOf('v'), rowOf('copy', 'SELECT 3 AS a'))
  const { ground } = serverThatHolds(databaseWith(rowOf('v'), rowOf('copy')))
  const following = new Map([['view:public.copy' as ObjectId, 'view:public.v' as ObjectId]])
  const { proof } = await proveChanges({ changes: [change(rowOf('v'))], following }, environment, ground)
  expect([...(proof?.remaining ?? [])]).toEqual([['view:public.copy', ['Query']]])
})

test('what became as the environment has it is no change beside the others', async () => {
  const both = databaseWith(rowOf('v'), rowOf('along'))
  const { ground, texts } = serverThatHolds(both)
  const { proof } = await proveChanges(choosing(change(rowOf('v'))), both, ground)
  expect([proof?.alsoChanged, texts.length]).toEqual([new Set(), 1])
})
