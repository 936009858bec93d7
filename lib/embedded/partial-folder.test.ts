import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeWhole } from './partial-folder'

let dir: string
let target: string
const fillWith = (text: string) => async (partial: string) => {
  fs.writeFileSync(path.join(partial, 'file'), text)
  return partial
}

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-partial-'))
  target = path.join(dir, 'deep', 'target')
})
afterEach(() => fs.rmSync(dir, { recursive: true }))

it('keeps the first of two', async () => {
  await Promise.all([makeWhole(target, fillWith('one')), makeWhole(target, fillWith('two'))])
  expect(fs.readFileSync(path.join(target, 'file'), 'utf8')).toMatch(/one|two/)
  expect(fs.readdirSync(path.dirname(target))).toEqual(['target'])
})

it('leaves nothing when filling fails', async () => {
  await expect(makeWhole(target, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(fs.readdirSync(path.dirname(target))).toEqual([])
})

it('removes what a killed process left, and nothing a live one is making', async () => {
  fs.mkdirSync(`${target}.partial-999999999-x`, { recursive: true })
  fs.mkdirSync(`${target}.partial-${process.pid}-x`)
  await makeWhole(target, fillWith('one'))
  expect(fs.readdirSync(path.dirname(target)).sort()).toEqual(['target', `target.partial-${process.pid}-x`])
})
