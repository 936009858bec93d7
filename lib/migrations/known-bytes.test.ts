import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { knownBytes } from './known-bytes'

function makeFile(text: string): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-bytes-'))
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }))
  const file = path.join(folder, '1.sql')
  fs.writeFileSync(file, text)
  return file
}

test('a file is read once, and again when it was saved, also with as many bytes', async () => {
  const file = makeFile('select 1')
  const first = await knownBytes(file, 100)
  expect(await knownBytes(file, 100)).toBe(first)
  fs.writeFileSync(file, 'select 2')
  fs.utimesSync(file, new Date(), new Date(Date.now() + 2_000))
  expect((await knownBytes(file, 100)).toString()).toBe('select 2')
})

test('a file that is too large, or gone, is an error, also when it was read before', async () => {
  const file = makeFile('select 1')
  await knownBytes(file, 100)
  fs.writeFileSync(file, 'x'.repeat(101))
  await expect(knownBytes(file, 100)).rejects.toThrow('It is larger than')
  fs.rmSync(file)
  await expect(knownBytes(file, 100)).rejects.toMatchObject({ code: 'ENOENT' })
})
