import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { makeTemporaryFolder } from './temporary-folder'

afterEach(() => {
  vi.unstubAllEnvs()
})

test('a folder is made, or it is said which variable names another place', () => {
  const folder = makeTemporaryFolder('lockstep-temporary-')
  expect(path.dirname(folder)).toBe(os.tmpdir())
  const missing = path.join(folder, 'missing')
  vi.stubEnv('TMPDIR', missing)
  expect(() => makeTemporaryFolder('x-')).toThrow(
    expect.objectContaining({
      code: 'E-FOLDER',
      message: expect.stringContaining(missing),
      hint: expect.stringContaining('TMPDIR'),
    }),
  )
  fs.rmdirSync(folder)
})
