import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DumpWhat } from '../dumps/dump-record'
import { hasPgBouncer, startPgBouncer } from '../testing/pgbouncer'
import { createDatabase, majors, type TestDatabase } from '../testing/servers'
import { cannotMount, makeSmallDisk } from '../testing/small-disk'
import { dumpProject, filesOf, projectIn } from './dump.fixture'
import { type Preflight, preflightDump } from './preflight-dump'

const [major] = majors() as [ReturnType<typeof majors>[number]]
let database: TestDatabase
beforeAll(async () => {
  database = await createDatabase(major, {
    sql: `create table notes (id int primary key, note text);
      insert into notes select i, repeat(md5(i::text), 10) from generate_series(1, 20000) i;
      create table secrets (id int); analyze;
      set track_counts = off; create table uncounted (id int); insert into uncounted values (1)`,
  })
})
afterAll(() => database.drop())

const states = ({ checks }: Preflight) => Object.fromEntries(checks.map(({ name, state }) => [name, state]))
const messageOf = ({ checks }: Preflight, name: string) => {
  const check = checks.find((each) => each.name === name)
  return `${check?.message} ${check?.hint}`
}

describe('before a dump', () => {
  test('all is told that will be read and written, and nothing is', async () => {
    const project = dumpProject(database.url)
    const all = await preflightDump(project, { environment: 'prod', what: 'all' })
    expect(all).toMatchObject({ canStart: true, tables: 3, estimatedRows: 20_000, route: 'direct' })
    expect(all.uncountedTables).toBe(1)
    expect(states(all)).toEqual({
      connection: 'passed',
      version: 'passed',
      route: 'passed',
      rights: 'passed',
      space: 'passed',
    })
    expect(all.estimatedBytes).toBeGreaterThan(5_000_000)
    expect(all.program?.name).toBe('pg_dump')
    const folder = 'data/supabase-dump-YYYY-MM-DDTHH-MM-SS'
    expect(all.writes).toEqual([
      ...['roles.sql', 'types.ts', 'schema.sql', 'data.sql', 'manifest.json'].map(
        (name) => `${folder}/${name}`,
      ),
      'src/lib/supabase-types.ts',
      'data/schema/current-schema.sql',
    ])
    const packed = await preflightDump(project, {
      environment: 'prod',
      what: 'data',
      options: { format: 'csv', isCompressed: true },
    })
    expect(packed.writes).toEqual([`${folder}/tables/*.csv.gz`, `${folder}/manifest.json`])
    expect(packed.estimatedBytes).toBeLessThan((all.estimatedBytes ?? 0) / 2)
    const types = await preflightDump(project, { environment: 'prod', what: 'types' })
    expect([types.program, types.estimatedBytes, types.writes]).toEqual([
      null,
      null,
      ['src/lib/supabase-types.ts'],
    ])
    expect(filesOf(project)).toEqual([])
    expect(fs.existsSync(path.join(project.place.directory, '.lockstep'))).toBe(false)
  })

  test('a server that is out of reach, and a name that is none', async () => {
    const project = dumpProject('postgres://me:x@127.0.0.1:1/x')
    const found = await preflightDump(project, { environment: 'prod', what: 'all' })
    expect(found).toMatchObject({
      canStart: false,
      checks: [
        { name: 'connection', state: 'failed' },
        { name: 'space', state: 'passed' },
      ],
    })
    await expect(preflightDump(project, { environment: 'x', what: 'all' })).rejects.toMatchObject({
      code: 'E-ORIGIN',
    })
  })

  test('tables that the role may not read', async () => {
    const role = `preflight_${database.name}`
    await database.query(`create role ${role} login password 'x'; grant select on notes to ${role}`)
    try {
      const project = dumpProject(
        Object.assign(new URL(database.url), { username: role, password: 'x' }).href,
      )
      const ask = { environment: 'prod', what: 'data' } as const
      const refused = await preflightDump(project, ask)
      expect([refused.canStart, states(refused).rights]).toEqual([false, 'failed'])
      expect(messageOf(refused, 'rights')).toMatch(/public\.secrets.*pg_read_all_data/)
      const skipped = await preflightDump(project, { ...ask, options: { skipsUnreadable: true } })
      expect([skipped.canStart, states(skipped).rights, skipped.tables]).toEqual([true, 'warning', 1])
    } finally {
      await database.query(`drop owned by ${role}; drop role ${role}`)
    }
  })

  test('masking rules that fit nothing, and a format that takes none', async () => {
    const mask = (column: string) => [{ table: 'public.notes', column, mask: 'null' } as const]
    const ask = (masks: object[], options: object = {}) =>
      preflightDump(dumpProject(database.url, { masks }), { environment: 'prod', what: 'data', options })
    expect(states(await ask(mask('note')))).toMatchObject({ masks: 'passed' })
    const wrong = await ask(mask('noot'))
    expect([wrong.canStart, messageOf(wrong, 'masks')]).toEqual([
      false,
      expect.stringMatching(/noot.*Did you mean note/),
    ])
    const archive = await ask(mask('note'), { format: 'custom' })
    expect(messageOf(archive, 'masks')).toMatch(/archive cannot hold masked values/)
  })

  test('a transaction pooler', async ({ skip }) => {
    if (!hasPgBouncer()) skip()
    const pooler = await startPgBouncer({ url: database.url })
    try {
      const found = await preflightDump(dumpProject(pooler.url(database.url)), {
        environment: 'prod',
        what: 'schema',
      })
      expect([found.canStart, messageOf(found, 'route')]).toEqual([
        false,
        expect.stringMatching(/session pooler \(port 5432\)/),
      ])
    } finally {
      await pooler.stop()
    }
  })

  test.skipIf(cannotMount() !== null)('a disk that is too small, or cannot be written', async () => {
    const disk = makeSmallDisk(2_048)
    try {
      const project = projectIn(disk.folder, database.url)
      const ask = (what: DumpWhat) => preflightDump(project, { environment: 'prod', what })
      const tooSmall = await ask('data')
      expect([tooSmall.canStart, messageOf(tooSmall, 'space')]).toEqual([
        false,
        expect.stringMatching(/about \d+ MB, and [12] MB are free/),
      ])
      expect((await ask('types')).canStart).toBe(true)
      disk.setReadOnly(true)
      expect(states(await ask('types')).space).toBe('failed')
    } finally {
      disk.remove()
    }
  })
})
