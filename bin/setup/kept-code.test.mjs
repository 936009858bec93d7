import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { beforeEach, expect, test } from 'vitest'

/** Loads `first.cjs`, calls it, keeps its code and tells what it answered and which files had to be compiled. */
const PROGRAM = `
  import { KeptCode } from ${JSON.stringify(path.join(import.meta.dirname, 'kept-code.mjs'))}
  const [folder, place] = process.argv.slice(1)
  const code = new KeptCode(folder, place)
  const answer = await code.load('first.cjs').answer()
  code.keep()
  console.log(JSON.stringify({ answer, compiled: code.compiled }))`

let folder
let place
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-kept-'))
  place = path.join(folder, 'kept', 'verb')
  write(
    'first.cjs',
    `exports.answer = async () => [require('./second.cjs').word(), (await importOutside('node:os')).EOL]`,
  )
  write(
    'second.cjs',
    `require('./first.cjs'); exports.word = () => require('node:path').basename(__filename) + ' “one”'`,
  )
  return () => fs.rmSync(folder, { recursive: true })
})

const write = (name, text) => fs.writeFileSync(path.join(folder, name), text)

function run(...flags) {
  const args = [...flags, '--input-type=module', '--eval', PROGRAM, folder, place]
  const { answer, compiled } = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }))
  expect(answer[1]).toBe(os.EOL)
  return { word: answer[0], compiled }
}

const all = ['first.cjs', 'second.cjs']

test('a second process compiles nothing and answers the same', () => {
  expect(run()).toEqual({ word: 'second.cjs “one”', compiled: all })
  expect(run()).toEqual({ word: 'second.cjs “one”', compiled: [] })
})

test('code is kept for what the file says, not for its name and length', () => {
  run()
  write('second.cjs', fs.readFileSync(path.join(folder, 'second.cjs'), 'utf8').replace('one', 'two'))
  expect(run()).toEqual({ word: 'second.cjs “two”', compiled: ['second.cjs'] })
  expect(run().compiled).toEqual([])
})

test('other flags of the engine have code of their own', () => {
  run()
  expect(run('--no-lazy').compiled).toEqual(all)
  expect(run('--no-lazy').compiled).toEqual([])
  expect(run().compiled).toEqual([])
})

test.each([
  ['cut off', (bytes) => bytes.subarray(0, bytes.length / 2)],
  ['empty', () => ''],
  ['with one bit turned', (bytes) => bytes.fill(bytes.at(-9) ^ 1, bytes.length - 9, bytes.length - 8)],
])('kept code that is %s is made anew', (_, damage) => {
  run()
  for (const name of fs.readdirSync(place)) {
    const file = path.join(place, name)
    fs.writeFileSync(file, damage(fs.readFileSync(file)))
  }
  expect(run()).toEqual({ word: 'second.cjs “one”', compiled: all })
  expect(run().compiled).toEqual([])
})

test('where nothing can be kept, all runs as well', () => {
  place = path.join(folder, 'second.cjs', 'kept')
  expect(run()).toEqual({ word: 'second.cjs “one”', compiled: all })
  expect(run()).toEqual({ word: 'second.cjs “one”', compiled: all })
})

test('what a file threw is thrown again to whoever asks again', () => {
  const tries = `try { require('./second.cjs') } catch (error) { tries.push(error.message) }`
  write('first.cjs', `const tries = []; ${tries} ${tries} exports.answer = () => [tries.join(), '\\n']`)
  write('second.cjs', `exports.half = true; throw new Error('broken')`)
  expect(run().word).toBe('broken,broken')
})
