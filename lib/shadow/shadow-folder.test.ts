import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { makeLimitedShadow, makeShadow } from './make-shadow'
import { limitedShadowFolder, shadowFolder } from './shadow-folder'

let folder: string

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-cache-'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  fs.rmSync(folder, { recursive: true })
})

test('a cache folder that cannot be made is named, with the variable that names another', async () => {
  // Root may write everywhere, but not below a file.
  fs.writeFileSync(path.join(folder, 'file'), '')
  vi.stubEnv('XDG_CACHE_HOME', path.join(folder, 'file'))
  const refused = (place: string) => ({
    code: 'E-FOLDER',
    message: expect.stringContaining(place),
    hint: expect.stringContaining('XDG_CACHE_HOME'),
  })
  await expect(makeShadow(shadowFolder(18))).rejects.toMatchObject(refused(shadowFolder(18)))
  const limited = limitedShadowFolder(18)
  await expect(makeLimitedShadow(limited, 18)).rejects.toMatchObject(refused(limited))
})

test('an empty XDG_CACHE_HOME counts as not set', () => {
  vi.stubEnv('XDG_CACHE_HOME', '')
  expect(shadowFolder(18)).toBe(path.join(os.homedir(), '.cache', 'lockstep', 'shadow-18'))
})
