import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newMigration, tellPreview } from './new-migration'
import { Workspace } from './workspace'

let project = ''
let workspace: Workspace

beforeEach(() => {
  project = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-new-migration-'))
  workspace = new Workspace({ directory: project, variables: {} })
})
afterEach(async () => {
  await workspace.close()
  fs.rmSync(project, { recursive: true, force: true })
})

function write(name: string, text: string): void {
  fs.mkdirSync(path.dirname(path.join(project, name)), { recursive: true })
  fs.writeFileSync(path.join(project, name), text)
}

const refused = (request: Parameters<typeof newMigration>[1]) =>
  newMigration(workspace, request).then(
    () => 'written',
    (error) => `${error.code}: ${error.message} | ${error.hint}`,
  )

test('several at once get versions of their own', async () => {
  write('supabase/migrations/20260101000000_first.sql', 'select 1;')
  const made = await Promise.all(['a', 'b', 'c'].map((name) => newMigration(workspace, { name })))
  expect(new Set(made.map(({ version }) => version)).size).toBe(3)
  expect(fs.readdirSync(path.join(project, 'supabase/migrations'))).toHaveLength(4)
})

test('a preview writes nothing, and tells what is in the way', async () => {
  write('supabase/migrations/20260101000000_first.sql', 'select 1;')
  const { preview } = await tellPreview(workspace, { name: 'second' })
  expect(preview).toMatchObject({ isWritten: false, label: 'Supabase CLI' })
  expect(await tellPreview(workspace, { name: ' First ' })).toMatchObject({
    preview: null,
    refusal: { code: 'E-NEW-MIGRATION', message: 'There is a migration First already' },
  })
  expect(fs.readdirSync(path.join(project, 'supabase/migrations'))).toHaveLength(1)
})

test('of several folders one is to be named', async () => {
  write('supabase/migrations/20260101000000_first.sql', 'select 1;')
  write('prisma/schema.prisma', 'datasource db { provider = "postgresql" }')
  write('prisma/migrations/migration_lock.toml', 'provider = "postgresql"')
  write('prisma/migrations/20260101000000_init/migration.sql', 'select 1;')
  expect(await refused({ name: 'x' })).toMatch(
    /There are 2 folders .* Say which with --folder: .*supabase\/migrations \(Supabase CLI\)/,
  )
  const byTool = await newMigration(workspace, { name: 'x', tool: 'prisma' })
  expect(byTool.files[0]?.path).toMatch(/^prisma\/migrations\/\d{14}_x\/migration\.sql$/)
  const byFolder = await newMigration(workspace, { name: 'y', folder: './supabase/migrations/' })
  expect(byFolder.tool).toBe('supabase')
  expect(await refused({ name: 'z', folder: 'supabase/migration' })).toMatch(
    /supabase\/migration is not there/,
  )
  expect(await refused({ name: 'z', folder: 'supabase' })).toMatch(/"supabase" is no folder of migrations/)
  expect(await refused({ name: 'z', tool: 'dbmate' })).toMatch(/There is no folder of the tool "dbmate"/)
})

test('a folder that is not there, or that nobody knows, is refused with its reason', async () => {
  expect(await refused({ name: 'x' })).toMatch(/There is no folder that a migration could go into/)
  write(
    'lockstep.config.json',
    JSON.stringify({
      environments: [{ name: 'dev', url: { env: 'NOWHERE' } }],
      migrations: [{ folder: 'db/gone' }],
    }),
  )
  workspace = new Workspace({ directory: project, variables: {} })
  expect(await refused({ name: 'x', folder: 'db/gone' })).toMatch(
    /db\/gone is not there \| Make the folder first/,
  )
})

test('a folder that a link leads out of the project takes nothing', async () => {
  const elsewhere = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-elsewhere-'))
  fs.writeFileSync(path.join(elsewhere, '20260101000000_first.sql'), 'select 1;')
  fs.mkdirSync(path.join(project, 'supabase'))
  fs.symlinkSync(elsewhere, path.join(project, 'supabase/migrations'))
  expect(await refused({ name: 'x' })).toMatch(
    /Nothing was written to supabase\/migrations \| .*leads out of the project/,
  )
  expect(fs.readdirSync(elsewhere)).toEqual(['20260101000000_first.sql'])
  fs.rmSync(elsewhere, { recursive: true })
})

test.each([
  ['', 'needs a name'],
  ['../x', 'cannot be the name'],
  ['a__b', 'cannot be the name'],
  ['a\nb', 'cannot be the name'],
  ['-x', 'cannot be the name'],
  ['a.sql', 'cannot be the name'],
  ['x'.repeat(101), 'too long'],
])('the name %j is refused', async (name, why) => {
  write('supabase/migrations/20260101000000_first.sql', 'select 1;')
  expect(await refused({ name })).toContain(why)
})
