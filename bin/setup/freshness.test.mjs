import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest'
import { isFresh, markFresh } from './freshness.mjs'

let dir
let stamp
const write = (name, text) => fs.writeFileSync(path.join(dir, 'lib', name), text)
const fresh = () => isFresh([path.join(dir, 'lib'), path.join(dir, 'absent')], stamp)

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-freshness-'))
  stamp = path.join(dir, 'dist', 'stamp.json')
  fs.mkdirSync(path.join(dir, 'lib', 'objects'), { recursive: true })
  write('a.ts', 'one')
  markFresh([path.join(dir, 'lib')], stamp)
})

afterEach(() => fs.rmSync(dir, { recursive: true }))

it('is stale before anything was built', () => {
  fs.rmSync(stamp)
  expect(fresh()).toBe(false)
})

it('is stale after a source changed, came or went', () => {
  expect(fresh()).toBe(true)
  write('a.ts', 'two')
  expect(fresh()).toBe(false)
  write('a.ts', 'one')
  write(path.join('objects', 'b.ts'), '')
  expect(fresh()).toBe(false)
  fs.rmSync(path.join(dir, 'lib', 'objects', 'b.ts'))
  expect(fresh()).toBe(true)
  fs.rmSync(path.join(dir, 'lib', 'a.ts'))
  expect(fresh()).toBe(false)
})

it('knows by itself what was marked: another file beside it changes nothing', () => {
  markFresh([path.join(dir, 'lib', 'a.ts')], stamp)
  write('b.ts', 'new')
  expect(isFresh(null, stamp)).toBe(true)
  write('a.ts', 'two')
  expect(isFresh(null, stamp)).toBe(false)
  write('a.ts', 'one')
  expect(isFresh(null, stamp)).toBe(true)
  fs.rmSync(path.join(dir, 'lib', 'a.ts'))
  expect(isFresh(null, stamp)).toBe(false)
})

it('looks at its own files in a copy of the whole', () => {
  markFresh([path.join(dir, 'lib', 'a.ts')], stamp)
  const copy = `${dir}-copy`
  onTestFinished(() => fs.rmSync(copy, { recursive: true }))
  fs.cpSync(dir, copy, { recursive: true })
  fs.writeFileSync(path.join(copy, 'lib', 'a.ts'), 'two')
  expect(isFresh(null, path.join(copy, 'dist', 'stamp.json'))).toBe(false)
  expect(isFresh(null, stamp)).toBe(true)
})

it('is stale by a stamp that does not say what was marked', () => {
  fs.writeFileSync(stamp, '{"times":"","contents":""}')
  expect(isFresh(null, stamp)).toBe(false)
})

it('stays fresh when files are only touched, or when a test changes', () => {
  fs.utimesSync(path.join(dir, 'lib', 'a.ts'), new Date(), new Date(0))
  write('a.test.ts', 'expect')
  expect(fresh()).toBe(true)
})

it('is stale when the stamp is damaged', () => {
  fs.writeFileSync(stamp, '{"times":')
  expect(fresh()).toBe(false)
})
