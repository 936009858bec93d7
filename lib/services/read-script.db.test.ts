import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createDatabase, QUIET, type TestDatabase } from '../testing/servers'
import { compareWords } from './compare-words'
import { Workspace } from './workspace'

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-script-'))
const workspace = new Workspace({ directory, variables: {} })
const cache = process.env.XDG_CACHE_HOME
let database: TestDatabase

beforeAll(() => {
  process.env.XDG_CACHE_HOME = path.join(os.tmpdir(), 'lockstep-cli-test')
})
afterAll(async () => {
  await workspace.close()
  fs.rmSync(directory, { recursive: true })
  if (cache === undefined) delete process.env.XDG_CACHE_HOME
  else process.env.XDG_CACHE_HOME = cache
})
beforeEach(async () => {
  database = await createDatabase(QUIET)
  return () => database.drop()
})

/** How a script compares with the database of the test. */
function compare(script: string) {
  fs.writeFileSync(path.join(directory, 'schema.sql'), script)
  return compareWords(async () => workspace, ['schema.sql', database.url])
}

test('what a script sets for its session changes nothing of how it is read', async () => {
  const objects = `create table t (id int, note text);
    create view v as select U&'\\00e9' as a, '1 day 2 hours'::interval as b;`
  await database.query(objects)
  const settings = `set client_encoding = 'LATIN1'; set intervalstyle = iso_8601; set search_path = pg_catalog, public;
    set default_transaction_isolation = 'serializable'; set row_security = off;`
  const inBetween = objects.replace('table t', 'table public.t').replace('view v', 'view public.v')
  const answer = await compare(`${settings} ${inBetween}`)
  expect(answer.differences).toEqual([])
  expect(answer.identical).toBe(true)
})
