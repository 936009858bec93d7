import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDatabase, majors, serverUrl } from '../../testing/servers'
import { rolesScript } from './roles-script'

/** Tests of other files make roles on the same servers. */
const prefix = `roles_${randomBytes(4).toString('hex')}`
const [owner, app, reader, odd] = ['owner', 'app', 'reader', `Odd "name'\\`].map(
  (name) => `${prefix}_${name}`,
) as [string, string, string, string]
const quote = (name: string) => `"${name.replaceAll('"', '""')}"`

const ROLES = (major: number) => `
  create role ${owner} createrole createdb replication bypassrls;
  create role ${app} login noinherit connection limit 5 password 'do-not-dump' valid until '2030-01-02 03:04:05+00';
  create role ${reader};
  create role ${quote(odd)} superuser;
  comment on role ${app} is E'it''s the \\\\ app';
  alter role ${app} set search_path = "$user", "a b", public;
  alter role ${app} set statement_timeout = '5s';
  alter role ${app} set my.setting = E'x''\\\\y';
  alter role ${app} set "TimeZone" = 'UTC';
  grant ${owner} to ${app} with admin option;
  grant ${reader} to ${quote(odd)};
  grant pg_monitor to ${reader};
  ${major >= 16 ? `grant ${reader} to ${app} with inherit false, set false; set role ${app}; grant ${owner} to ${reader} granted by ${app}; reset role;` : ''}
  ${major >= 15 ? `grant set on parameter log_min_messages to ${app} with grant option; grant set, alter system on parameter work_mem to ${reader};` : ''}`

const all = [owner, app, reader, quote(odd)]

describe.each(majors())('PostgreSQL %i', (major) => {
  let client: pg.Client

  beforeAll(async () => {
    client = new pg.Client({ connectionString: serverUrl(major) })
    await client.connect()
    await client.query(ROLES(major))
  })
  const dropAll = async () => {
    if (major >= 15)
      await client.query(`revoke all on parameter log_min_messages from ${app} cascade;
        revoke all on parameter work_mem from ${reader}`)
    if (major >= 16) await client.query(`revoke ${owner} from ${app} cascade`)
    await client.query(`drop role if exists ${all.join(', ')}`)
  }
  afterAll(async () => {
    await dropAll()
    await client.end()
  })

  const ours = async (isSupabase = false) => {
    const script = await rolesScript(client, { isSupabase })
    return script.split('\n').filter((line) => line.includes(prefix))
  }

  test('running the script where the roles are gone makes the same roles', async () => {
    const lines = await ours()
    await dropAll()
    await client.query(lines.join('\n'))
    expect(await ours()).toEqual(lines)
  })

  test('says what each role may do, and no password', async () => {
    const lines = await ours()
    expect(lines).toContain(
      `ALTER ROLE ${app} WITH NOSUPERUSER NOINHERIT NOCREATEROLE NOCREATEDB LOGIN NOREPLICATION NOBYPASSRLS CONNECTION LIMIT 5 VALID UNTIL '2030-01-02 03:04:05+00';`,
    )
    expect(lines).toContain(`ALTER ROLE ${app} SET search_path TO '$user', 'a b', 'public';`)
    expect(lines).toContain(`COMMENT ON ROLE ${app} IS E'it''s the \\\\ app';`)
    expect(lines.join()).not.toMatch(/do-not-dump|SCRAM/)
    if (major >= 16) {
      const at = (start: string) => lines.findIndex((line) => line.startsWith(start))
      expect(lines[at(`GRANT ${reader} TO ${app}`)]).toBe(
        `GRANT ${reader} TO ${app} WITH INHERIT FALSE, SET FALSE GRANTED BY postgres;`,
      )
      expect(at(`GRANT ${owner} TO ${app}`)).toBeLessThan(at(`GRANT ${owner} TO ${reader}`))
    }
  })

  const dumpAll = '/usr/lib/postgresql/15/bin/pg_dumpall'
  test.runIf(major <= 15 && fs.existsSync(dumpAll))('says the same as pg_dumpall', async () => {
    const args = ['--roles-only', '--no-role-passwords', '--dbname', serverUrl(major)]
    const theirs = execFileSync(dumpAll, args, { encoding: 'utf8' })
      .split('\n')
      .filter((line) => line.includes(prefix) && !line.startsWith('--'))
      .map((line) => line.replace(/ GRANTED BY [^;]+/, ''))
    expect((await ours()).sort()).toEqual(theirs.sort())
  })

  test('for Supabase, leaves the platform out but not what may be set for it', async () => {
    const database = await createDatabase(major)
    try {
      const script = await rolesScript(client, { isSupabase: true })
      expect(script).not.toMatch(/^--|^(CREATE|ALTER) ROLE "postgres"/m)
      expect(script.endsWith('\nRESET ALL;\n')).toBe(true)
      const lines = script.split('\n').filter((line) => line.includes(`"${app}"`))
      expect(lines).toContain(`CREATE ROLE "${app}";`)
      expect(lines).toContain(`ALTER ROLE "${app}" SET "statement_timeout" TO '5s';`)
      expect(script).not.toMatch(/NOSUPERUSER|NOREPLICATION/)
    } finally {
      await database.drop()
    }
  })
})
