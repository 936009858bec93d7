import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { compareTypes } from './compare-types'

const now = { text: 'export type Json = 1\n', by: 'a generator' }
let folder: string

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-types-'))
})
afterEach(() => fs.rmSync(folder, { recursive: true }))

it.each([
  ['current', now.text],
  ['current', 'export type Json = 1\r\n'],
  ['stale', 'export type Json = 2\n'],
  ['stale', ''],
  ['stale', `// by hand\n${now.text}`],
] as const)('is %s', (standing, text) => {
  const file = path.join(folder, 'types.ts')
  fs.writeFileSync(file, text)
  expect(compareTypes(file, now)).toBe(standing)
})

it('is absent where there is no file, and fails on what is no file', () => {
  expect(compareTypes(path.join(folder, 'types.ts'), now)).toBe('absent')
  expect(() => compareTypes(folder, now)).toThrow('EISDIR')
})
