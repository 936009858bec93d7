import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeNew } from './write-new'

let project = ''
let folder = ''
beforeEach(() => {
  project = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-write-new-'))
  folder = path.join(project, 'migrations')
  fs.mkdirSync(folder)
})
afterEach(() => fs.rmSync(project, { recursive: true, force: true }))

const code = (work: Promise<unknown>) => work.then(() => 'written').catch((error) => error.code)

test('files and the folders in which they lie are written, and nothing else is left', async () => {
  await writeNew(project, folder, [
    { path: '2_b/up.sql', text: 'select 1;\n' },
    { path: '2_b/down.sql', text: '' },
  ])
  expect(fs.readFileSync(path.join(folder, '2_b/up.sql'), 'utf8')).toBe('select 1;\n')
  expect(fs.readdirSync(path.join(folder, '2_b')).sort()).toEqual(['down.sql', 'up.sql'])
})

test('nothing is written over, and of several files none is then left', async () => {
  fs.writeFileSync(path.join(folder, 'b.sql'), 'theirs')
  const files = ['new/a.sql', 'b.sql'].map((name) => ({ path: name, text: 'ours' }))
  expect(await code(writeNew(project, folder, files))).toBe('EEXIST')
  expect(fs.readdirSync(folder)).toEqual(['b.sql'])
  expect(fs.readFileSync(path.join(folder, 'b.sql'), 'utf8')).toBe('theirs')
})

test('a link in the place of the file is not followed', async () => {
  const outside = path.join(project, 'outside.sql')
  fs.symlinkSync(outside, path.join(folder, 'a.sql'))
  expect(await code(writeNew(project, folder, [{ path: 'a.sql', text: 'x' }]))).toBe('EEXIST')
  expect(fs.existsSync(outside)).toBe(false)
})

test('a link that leads out of the project is not followed', async () => {
  const elsewhere = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-elsewhere-'))
  fs.symlinkSync(elsewhere, path.join(project, 'linked'))
  fs.symlinkSync(elsewhere, path.join(folder, 'deep'))
  expect(await code(writeNew(project, path.join(project, 'linked'), [{ path: 'a.sql', text: 'x' }]))).toBe(
    'EPERM',
  )
  expect(await code(writeNew(project, folder, [{ path: 'deep/a.sql', text: 'x' }]))).toBe('EPERM')
  expect(fs.readdirSync(elsewhere)).toEqual([])
  fs.rmdirSync(elsewhere)
})
