import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { loadProject } from '../config/project.fixture'
import { removeCluster } from '../embedded/start-cluster'
import { supabasePrepared } from '../supabase/prelude'
import { createDatabase, majors, type TestDatabase } from '../testing/servers'
import { runFile } from './run-file'
import { limitedShadowFolder } from './shadow-folder'
import { shadowFor } from './shadow-for'

const [major = 15, other = 18] = majors()

describe('without a configured server', () => {
  const cache = process.env.XDG_CACHE_HOME
  beforeAll(() => {
    process.env.XDG_CACHE_HOME = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-cache-'))
  })
  afterAll(async () => {
    await removeCluster(limitedShadowFolder(major))
    if (cache === undefined) delete process.env.XDG_CACHE_HOME
    else process.env.XDG_CACHE_HOME = cache
  })

  test('one of ours of that major is taken, whose user is no superuser', async () => {
    const shadow = await shadowFor({ shadow: null, environments: [] }, major)
    const { rows } = await shadow.client.query(
      `select current_setting('server_version_num')::int / 10000 as major, rolname, rolsuper
       from pg_roles where rolname = current_user`,
    )
    await shadow.drop()
    expect(rows).toEqual([{ major, rolname: 'postgres', rolsuper: false }])
  })
})

describe('with a configured server', () => {
  let environment: TestDatabase
  let shadowHome: TestDatabase
  const roles: string[] = []

  beforeEach(async () => {
    environment = await createDatabase(other)
    shadowHome = await createDatabase(major)
    return async () => {
      for (const role of roles.splice(0)) await shadowHome.query(`drop role ${role}`)
      await environment.drop()
      await shadowHome.drop()
    }
  })

  const configure = (shadowUrl: string, prodUrl = environment.url) =>
    loadProject({
      'lockstep.config.json': JSON.stringify({
        environments: [{ name: 'prod', url: { env: 'PROD_URL' } }],
        shadow: { env: 'SHADOW_URL' },
      }),
      '.env.local': `PROD_URL="${prodUrl}"\nSHADOW_URL="${shadowUrl}"\n`,
    })
  const ours = async () =>
    (await shadowHome.query(`select datname from pg_database where datname ~ '^lockstep_'`)).map(
      ({ datname }) => datname,
    )
  const roleUrl = async (name: string, attributes: string) => {
    await shadowHome.query(`create role ${name} login password 'secret' ${attributes}`)
    roles.push(name)
    const url = new URL(shadowHome.url)
    url.username = name
    url.password = 'secret'
    return url.href
  }

  test('shadows are made there, copied and dropped, and nothing of them stays', async () => {
    const shadow = await shadowFor(await configure(shadowHome.url), other, { prepared: supabasePrepared() })
    const made = () => shadowHome.query(`select rolname from pg_roles where rolname = 'app_configured'`)
    const copy = await shadow.copy()
    const outcome = await runFile(copy, 'create role app_configured; grant app_configured to anon;')
    expect(outcome.failure).toBeNull()
    expect([await ours(), await made()].map(({ length }) => length)).toEqual([2, 1])
    await copy.drop()
    expect(await made()).toEqual([])
    await shadow.drop()
    expect(await ours()).toEqual([])
  })

  test('a role that was there before is used, and stays', async () => {
    await roleUrl('app_before', '')
    const shadow = await shadowFor(await configure(shadowHome.url), other)
    expect((await runFile(shadow, 'create role app_before superuser')).failure).toBeNull()
    await shadow.drop()
    expect(await shadowHome.query(`select rolsuper from pg_roles where rolname = 'app_before'`)).toEqual([
      { rolsuper: false },
    ])
  })

  test('the server of an environment is refused, before anything is made there', async () => {
    const elsewhere = await createDatabase(major)
    const making = shadowFor(await configure(shadowHome.url, elsewhere.url), other)
    await expect(making).rejects.toMatchObject({
      code: 'E-SHADOW',
      message: expect.stringContaining('It is the server of prod'),
      hint: expect.stringContaining('SHADOW_URL (.env.local:2)'),
    })
    expect(await ours()).toEqual([])
    await elsewhere.drop()
  })

  test('so is one that may be the server of an environment that cannot be asked', async () => {
    const making = shadowFor(await configure(shadowHome.url, 'postgres://nobody@127.0.0.1:1/none'), other)
    await expect(making).rejects.toThrow('Which server prod is on could not be read')
  })

  test('a user who may not make databases, or not what the platform needs, is told so', async () => {
    const config = await configure(await roleUrl('app_weak', ''))
    await expect(shadowFor(config, other)).rejects.toThrow('app_weak may not create databases')
    const creator = await configure(await roleUrl('app_creator', 'createdb'))
    await (await shadowFor(creator, other)).drop()
    const making = shadowFor(creator, other, { prepared: supabasePrepared() })
    await expect(making).rejects.toMatchObject({
      code: 'E-SHADOW',
      // Which statement is refused first depends on the roles that the server has already.
      message: expect.stringMatching(/is not used: .*(?:superuser|permission denied|must be)/),
    })
    expect(await ours()).toEqual([])
  })

  test('what a killed process left there is swept, and nobody else’s database is touched', async () => {
    const names = ['lockstep_shadow_00dead', 'lockstep_shadow_notours', 'lockstep_other']
    for (const name of names) await shadowHome.query(`create database ${name}`)
    const holder = new pg.Client({ connectionString: shadowHome.url })
    await holder.connect()
    await (await shadowFor(await configure(shadowHome.url), other)).drop()
    expect((await ours()).sort()).toEqual(['lockstep_other', 'lockstep_shadow_notours'])
    await holder.end()
    for (const name of names.slice(1)) await shadowHome.query(`drop database ${name}`)
  })

  test('an address that cannot be used is told as of an environment', async () => {
    const config = await configure('not an address')
    expect(config.problems).toMatchObject([{ path: 'shadow.env' }])
    await expect(shadowFor(config, other)).rejects.toMatchObject({ code: 'E-URL-FORMAT' })
  })
})
