import { expect, test } from 'vitest'
import { FILE_FORMATS } from './files/all'
import { HISTORY_TOOLS } from './histories/all'

test('every tool whose record is read has a folder format under the same id, and the other way round', () => {
  const ids = (list: readonly string[]) => [...new Set(list)].sort()
  expect(ids(FILE_FORMATS.map(({ tool }) => tool))).toEqual(ids(HISTORY_TOOLS.map(({ id }) => id)))
  expect(new Set(FILE_FORMATS.map(({ tool }) => tool)).size).toBe(FILE_FORMATS.length)
})
