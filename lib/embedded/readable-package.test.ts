import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readablePackage } from './readable-package'

const isRoot = process.getuid?.() === 0
const user = { uid: 65534, gid: 65534 }
let home: string
let packageDir: string

beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-home-'))
  packageDir = path.join(home, 'package')
  fs.mkdirSync(path.join(packageDir, 'native', 'bin'), { recursive: true })
  fs.writeFileSync(path.join(packageDir, 'native', 'bin', 'postgres'), 'program', { mode: 0o755 })
})
afterEach(() => fs.rmSync(home, { recursive: true }))

it.runIf(isRoot)('is a copy when the package is below a private home', async () => {
  const version = `test-${path.basename(home)}`
  const copy = await readablePackage(packageDir, version, user)
  try {
    expect(copy).toBe(`/var/lib/lockstep/postgres/${version}`)
    expect(fs.readFileSync(path.join(copy, 'native', 'bin', 'postgres'), 'utf8')).toBe('program')
    expect(fs.statSync(copy).mode & 0o777).toBe(0o755)
    expect(await readablePackage(packageDir, version, user)).toBe(copy)
  } finally {
    fs.rmSync(copy, { recursive: true, force: true })
  }
})

it('is the package itself when the server user can get there', async () => {
  fs.chmodSync(home, 0o755)
  expect(await readablePackage(packageDir, 'x', isRoot ? user : null)).toBe(packageDir)
})
