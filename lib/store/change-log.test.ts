import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { appendChange, readChanges, type SchemaChange } from './change-log'
import { fileNameOf, projectFolder } from './project-folder'

let directory: string
beforeEach(() => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-log-'))
})
afterEach(() => fs.rmSync(directory, { recursive: true }))

const entry = (n: number): SchemaChange => ({
  after: '2026-01-01T00:00:00.000Z',
  seen: new Date(n * 1000).toISOString(),
  counts: { added: 1, removed: 0, changed: 0 },
  objects: [{ id: `table:public.t${n}`, status: 'added' }],
})

test('keeps changes, newest first, for the owner only, and out of git', () => {
  const file = path.join(projectFolder(directory, 'history'), 'prod.jsonl')
  expect(readChanges(file)).toEqual([])
  appendChange(file, entry(1))
  appendChange(file, entry(2))
  expect(readChanges(file)).toEqual([entry(2), entry(1)])
  expect(fs.statSync(file).mode & 0o777).toBe(0o600)
  expect(fs.statSync(path.join(directory, '.lockstep')).mode & 0o777).toBe(0o700)
  expect(fs.readFileSync(path.join(directory, '.lockstep', '.gitignore'), 'utf8')).toBe('*\n')
})

test('survives a line that was cut short', () => {
  const file = path.join(projectFolder(directory), 'prod.jsonl')
  appendChange(file, entry(1))
  fs.appendFileSync(file, '{"after":"2026')
  expect(readChanges(file)).toEqual([entry(1)])
})

test('grows no longer than it should, and keeps the newest', () => {
  const file = path.join(projectFolder(directory), 'prod.jsonl')
  for (let n = 1; n <= 501; n++) appendChange(file, entry(n))
  const changes = readChanges(file)
  expect(changes).toHaveLength(400)
  expect(changes[0]).toEqual(entry(501))
})

test('gives every name a file of its own within the folder', () => {
  expect(fileNameOf('../prod')).toBe('%2E%2E%2Fprod')
  expect(new Set(['a/b', 'a%2Fb', 'ab'].map(fileNameOf)).size).toBe(3)
})
