import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Workspace } from '../services/workspace'
import { createDatabase, majors } from '../testing/servers'
import { parseCommand } from './arguments'
import { migrations } from './verbs/migrations'

const [major = 18] = majors().slice(-1)

test('migrations exits 0 only where every record was read, unless the unknown is allowed', async () => {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-cli-migrations-'))
  onTestFinished(() => fs.rmSync(directory, { recursive: true }))
  fs.mkdirSync(path.join(directory, 'migrations'))
  fs.writeFileSync(path.join(directory, 'migrations', '00001_one.sql'), '-- +goose Up\nselect 1;\n')
  const record = `create table public.goose_db_version (id serial, version_id bigint, is_applied bool, tstamp timestamp);
    insert into goose_db_version (version_id, is_applied) values (0, true), (1, true);`
  const prod = await createDatabase(major, { sql: record })
  const bare = await createDatabase(major)
  onTestFinished(async () => void (await Promise.all([prod.drop(), bare.drop()])))
  const run = async (names: readonly string[], ...args: readonly string[]) => {
    const environments = names.map((name) => ({ name, url: { env: `${name.toUpperCase()}_URL` } }))
    fs.writeFileSync(path.join(directory, 'lockstep.config.json'), JSON.stringify({ environments }))
    const workspace = new Workspace({
      directory,
      variables: { PROD_URL: prod.url, BARE_URL: bare.url, GONE_URL: 'postgres://nobody@127.0.0.1:1/x' },
    })
    const terminal = { out: () => {}, err: () => {}, paint: (_: unknown, text: string) => text }
    const code = await migrations(parseCommand(['migrations', ...args]), workspace, terminal)
    await workspace.close()
    return code
  }
  expect(await run(['prod'])).toBe(0)
  expect(await run(['prod', 'bare'])).toBe(2)
  expect(await run(['prod', 'bare'], '--allow-unknown')).toBe(0)
  expect(await run(['prod', 'gone'], '--allow-unknown')).toBe(2)
})
