import { expect, test } from 'vitest'
import type { DumpAnswer } from '@/lib/services/list-dumps'
import { isGoodBackup, lostParts } from './dump-health'

type File = DumpAnswer['files'][number]

const file = (part: File['part'], state: File['state']): File => ({
  part,
  state,
  path: `${part}.sql`,
  bytes: 1,
  sha256: '',
})

const dump = (files: readonly File[], more: Partial<DumpAnswer> = {}) =>
  ({ state: 'verified', what: 'all', files, ...more }) as DumpAnswer

test('a copy at the customary place may be replaced; of the files of rows each one counts', () => {
  const schemas = [file('schema', 'there'), file('schema', 'changed')]
  expect(lostParts(dump([...schemas, file('data', 'there')]))).toEqual([])
  expect(lostParts(dump([file('schema', 'changed'), file('types', 'gone')]))).toEqual(['schema', 'types'])
  expect(lostParts(dump([file('data', 'there'), file('data', 'gone')]))).toEqual(['data'])
})

test('a backup is good only when it is verified, holds rows and is still whole', () => {
  const files = [file('schema', 'there'), file('data', 'there')]
  expect(isGoodBackup(dump(files))).toBe(true)
  expect(isGoodBackup(dump(files, { state: 'notVerified' }))).toBe(false)
  expect(isGoodBackup(dump([file('schema', 'there')], { what: 'schema' }))).toBe(false)
  expect(isGoodBackup(dump([file('schema', 'there'), file('data', 'changed')]))).toBe(false)
})
