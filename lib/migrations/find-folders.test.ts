import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { findFolders } from './find-folders'

let project = ''

beforeEach(() => {
  project = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-folders-'))
  return () => fs.rmSync(project, { recursive: true, force: true })
})

function write(name: string, text: string): void {
  fs.mkdirSync(path.dirname(path.join(project, name)), { recursive: true })
  fs.writeFileSync(path.join(project, name), text)
}

test('a folder at a usual place is found when it is in the format of a tool', async () => {
  write('db/migrations/20260101000000_a.sql', '-- migrate:up\nselect 1;\n-- migrate:down\n')
  write('sql/migrations/readme.txt', 'nothing here yet')
  expect((await findFolders(project, [])).map(({ name }) => name)).toEqual(['db/migrations'])
})

test('what is configured, holds it, or lies in it is not found again', async () => {
  write('db/migrations/20260101000000_a.sql', '-- migrate:up\nselect 1;\n')
  const known = (name: string) => [{ name, path: path.join(project, name), source: 'test' }]
  expect(await findFolders(project, known('db/migrations'))).toEqual([])
  expect(await findFolders(project, known('db'))).toEqual([])
  expect(await findFolders(project, known('db/migrations/old'))).toEqual([])
  expect(await findFolders(project, known('supabase/migrations'))).toHaveLength(1)
})
