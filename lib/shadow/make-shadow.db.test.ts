import { describe, expect, test, vi } from 'vitest'
import { supabasePrepared } from '../supabase/prelude'
import { loadScript } from './load-script'
import { makeShadow, type Prepared, type Shadow } from './make-shadow'
import { runFile } from './run-file'
import { shadowServer } from './shadow.fixture'

const server = shadowServer()
const { folder } = server

const ask = async (shadow: Shadow, text: string) => (await shadow.client.query(text)).rows

const templates = async () =>
  (
    await ask(
      server.watcher,
      `select datname from pg_database where datname ~ '^lockstep_template_' order by 1`,
    )
  ).map(({ datname }) => datname)

const shadows = async () =>
  (
    await ask(
      server.watcher,
      `select datname from pg_database where datname ~ '^lockstep_shadow_' order by oid`,
    )
  ).map(({ datname }) => datname)

const roles = async (pattern: string) =>
  (await ask(server.watcher, `select rolname from pg_roles where rolname ~ '${pattern}' order by 1`)).map(
    ({ rolname }) => rolname,
  )

const withTable = (key: string): Prepared & { times(): number } => {
  let times = 0
  const prepare: Prepared['prepare'] = async (client) => {
    times++
    await client.query('create table prepared (a int)')
  }
  return { key, prepare, times: () => times }
}

describe('templates', () => {
  test('are built once, also when two ask at once, and copied from then on', async () => {
    const prepared = withTable('once')
    const shadows = await Promise.all([1, 2].map(() => makeShadow(folder, 18, { prepared })))
    for (const shadow of shadows) expect(await ask(shadow, 'select * from prepared')).toEqual([])
    expect(prepared.times()).toBe(1)
    await Promise.all(shadows.map((shadow) => shadow.drop()))
    const [name] = await templates()
    const open = `select datallowconn from pg_database where datname = '${name}'`
    expect(await ask(server.watcher, open)).toEqual([{ datallowconn: false }])
  })

  test('that fail leave nothing, and the next try builds anew', async () => {
    const before = await templates()
    const failing: Prepared = { key: 'failing', prepare: (client) => client.query('nonsense').then(() => {}) }
    await expect(makeShadow(folder, 18, { prepared: failing })).rejects.toThrow('nonsense')
    expect(await templates()).toEqual(before)
    const shadow = await makeShadow(folder, 18, { prepared: withTable('failing') })
    expect(await ask(shadow, 'select * from prepared')).toEqual([])
    await shadow.drop()
  })

  test('that nobody used for two weeks are dropped', async () => {
    const old = `lockstep_template_${'0'.repeat(24)}`
    await server.watcher.client.query(`create database ${old}`)
    await server.watcher.client.query(`comment on database ${old} is '{"roles":[],"usedOn":"2026-01-01"}'`)
    await (await makeShadow(folder, 18, { prepared: withTable('sweeps') })).drop()
    expect(await templates()).not.toContain(old)
  })

  test('a new Supabase project is one, whose roles are there for every shadow', async () => {
    const shadow = await makeShadow(folder, 18, { prepared: supabasePrepared() })
    await (await makeShadow(folder, 18, { prepared: supabasePrepared() })).drop()
    expect(await ask(shadow, 'select auth.uid() as uid')).toEqual([{ uid: null }])
    expect(await roles('^anon$')).toEqual(['anon'])
    const again = await runFile(shadow, 'create role anon')
    expect(again.failure?.message).toBe('role "anon" already exists')
    await shadow.drop()
    expect(await roles('^anon$')).toEqual(['anon'])
  })
})

test('dropping ends what still runs', async () => {
  const shadow = await makeShadow(folder)
  const broken = expect(runFile(shadow, 'select pg_sleep(60)')).rejects.toThrow('not queryable')
  await new Promise((resolve) => setTimeout(resolve, 200))
  const startedAt = performance.now()
  await shadow.drop()
  expect(performance.now() - startedAt).toBeLessThan(20_000)
  await broken
})

describe('copies', () => {
  test('hold what the shadow held, and go their own way', async () => {
    const shadow = await makeShadow(folder)
    await shadow.client.query('create table a (b int); insert into a values (1)')
    const copy = await shadow.copy()
    await copy.client.query('insert into a values (2)')
    await shadow.client.query('create table later ()')
    expect(await ask(copy, 'select b from a')).toEqual([{ b: 1 }, { b: 2 }])
    expect(await ask(shadow, 'select b from a')).toEqual([{ b: 1 }])
    await shadow.drop()
    expect(await ask(copy, `select to_regclass('later') as later`)).toEqual([{ later: null }])
    await copy.drop()
    await copy.drop()
  })

  test('of a shadow that is dropped while they are made fail, and leave nothing', async () => {
    const shadow = await makeShadow(folder)
    const before = await shadows()
    const filled = 'create table filled as select repeat(i::text, 200) from generate_series(1, 300000) i'
    await shadow.client.query(filled)
    const copying = expect(shadow.copy()).rejects.toThrow()
    const isCopying = `select from pg_stat_activity where query ~ '^create database' and state = 'active'`
    await vi.waitFor(async () => expect(await ask(server.watcher, isCopying)).toHaveLength(1), {
      interval: 1,
    })
    await shadow.drop()
    await copying
    expect(await shadows()).toEqual(before.slice(0, -1))
  })
})

describe('roles of a replayed file', () => {
  const file = `-- makes its role
create role app_user;
do $$ begin create role app_reader; end $$;
create table t ();
grant select on t to app_user, app_reader;`

  test('are gone with the shadow, so that the file runs again', async () => {
    for (const _ of [1, 2]) {
      const shadow = await makeShadow(folder)
      expect((await runFile(shadow, file)).failure).toBeNull()
      expect(await roles('^app_')).toEqual(['app_reader', 'app_user'])
      await shadow.drop()
      expect(await roles('^app_')).toEqual([])
    }
  })

  test('may be made in two shadows at once, and stay until both are gone', async () => {
    const text =
      'create role "App User";\ncreate table t ();\ngrant select on t to "App User";\nselect nothing;'
    const works = text.replace('select nothing;', '')
    const [one, two] = [await makeShadow(folder), await makeShadow(folder)]
    expect((await runFile(one, works)).failure).toBeNull()
    expect((await runFile(two, text)).failure).toMatchObject({ line: 4 })
    expect((await runFile(two, works)).failure).toBeNull()
    await one.drop()
    expect(await roles('^App')).toEqual(['App User'])
    await two.drop()
    expect(await roles('^App')).toEqual([])
  })

  test('are known to a copy, which may make more of its own', async () => {
    const shadow = await makeShadow(folder)
    await runFile(shadow, 'create role app_one')
    const copy = await shadow.copy()
    expect((await runFile(copy, 'create role app_one')).failure?.sqlState).toBe('42710')
    expect((await runFile(shadow, 'create role app_two')).failure).toBeNull()
    expect((await runFile(copy, 'create role app_two')).failure).toBeNull()
    await shadow.drop()
    expect(await roles('^app_')).toEqual(['app_one', 'app_two'])
    await copy.drop()
    expect(await roles('^app_')).toEqual([])
  })

  test('of a process that was killed go when its shadow is swept', async () => {
    const dead = 'lockstep_shadow_00dead'
    await server.watcher.client.query(`create database ${dead}`)
    await server.watcher.client.query('create role app_dead')
    await server.watcher.client.query(`comment on database ${dead} is '{"roles":["app_dead"]}'`)
    await (await makeShadow(folder)).drop()
    expect(await roles('^app_')).toEqual([])
  })

  test('that a script only names are made, and go too', async () => {
    const shadow = await makeShadow(folder)
    await loadScript(shadow, 'create table t (); grant select on t to app_named;', 'dump.sql')
    expect(await roles('^app_')).toEqual(['app_named'])
    await shadow.drop()
    expect(await roles('^app_')).toEqual([])
  })
})
