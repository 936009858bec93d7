import { expect, test } from 'vitest'
import { dumpRecord } from '../dumps/dump-record.fixture'
import { dumpsInBrief, lostParts } from './dumps-in-brief'
import type { DumpAnswer, DumpsAnswer } from './list-dumps'

type File = DumpAnswer['files'][number]

const file = (part: File['part'], state: File['state']): File => ({
  part,
  state,
  path: `${part}.sql`,
  bytes: 100,
  sha256: '',
})

test('a copy at the customary place may be replaced; of the files of rows each one counts', () => {
  const schemas = [file('schema', 'there'), file('schema', 'changed')]
  expect(lostParts({ files: [...schemas, file('data', 'there')] })).toEqual([])
  expect(lostParts({ files: [file('schema', 'changed'), file('types', 'gone')] })).toEqual([
    'schema',
    'types',
  ])
  expect(lostParts({ files: [file('data', 'there'), file('data', 'gone')] })).toEqual(['data'])
})

test('a list tells how many tables and bytes a dump has, and not which', () => {
  const table = { schema: 'public', rowsOnServer: 1, rows: 1, sha256: null }
  const record = dumpRecord({
    tables: [
      { ...table, name: 'secret_plans', masked: [] },
      { ...table, name: 'customers', masked: ['email'] },
    ],
  })
  const files = [file('data', 'there'), file('data', 'there')]
  const idle = { isInUse: false, isRead: false, progress: null, checkError: null, queuedBehind: null }
  const dump: DumpAnswer = { ...record, ...idle, files }
  const answer = dumpsInBrief({ formatVersion: 1, dumps: [dump] } as unknown as DumpsAnswer)
  expect(answer.dumps).toMatchObject([{ id: record.id, tables: 2, bytes: 200, isMasked: true, lost: [] }])
  expect(JSON.stringify(answer)).not.toContain('secret_plans')
})
