import fs from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDatabase, majors, type TestDatabase } from '../testing/servers'
import { dumped } from './dump.fixture'
import { restoreInto } from './restore-into'
import { planRestore } from './restore-plan'
import { restoreTest } from './restore-test'
import { restoringProject } from './restoring.fixture'
import type { Workspace } from './workspace'

/** Rights that roles gave on who do not own, that an owner took from itself, and that somebody may use only of views. */
const RIGHTS = `
  do $$ declare name text; begin foreach name in array array['rights "owner"', 'rights_lead', 'rights_reader'] loop
    begin execute format('create role %I', name); exception when duplicate_object or unique_violation then null; end;
  end loop; end $$;
  create schema app; grant usage on schema app to rights_lead, rights_reader; grant all on schema app to "rights ""owner""";
  create table app.orders (id int primary key, note text); insert into app.orders values (1, 'a'), (2, null);
  create table app.closed (id int); insert into app.closed values (7);
  alter table app.orders owner to "rights ""owner""";
  create function app.total() returns bigint language sql as 'select count(*) from app.orders';
  grant select (id), update (note) on app.orders to rights_lead with grant option;
  set role "rights ""owner"""; grant select, insert on app.orders to rights_lead with grant option;
  set role rights_lead; grant select on app.orders to rights_reader; grant update (note) on app.orders to rights_reader;
  reset role;
  grant all on function app.total() to rights_lead with grant option;
  set role rights_lead; grant execute on function app.total() to rights_reader; reset role;
  create materialized view app.filled as select id from app.orders; alter materialized view app.filled owner to rights_lead;
  revoke insert, update, delete, truncate on app.closed from current_user;`

const EXTENSION = `create extension citext; grant execute on all functions in schema public to rights_reader;`

describe.each(majors())('rights of Postgres %i', (major) => {
  let source: TestDatabase
  let local: TestDatabase
  let prod: TestDatabase
  let project: Workspace
  beforeAll(async () => {
    source = await createDatabase(major, { sql: RIGHTS })
    local = await createDatabase(major)
    prod = await createDatabase(major)
    project = restoringProject({ local: local.url, staging: source.url, prod: prod.url })
  })
  afterAll(async () => {
    await project.close()
    for (const database of [source, local]) {
      await database.query('drop owned by "rights ""owner""", rights_lead, rights_reader cascade')
      await database.drop()
    }
    await prod.query('drop role "rights ""owner""", rights_lead, rights_reader')
    await prod.drop()
    fs.rmSync(project.place.directory, { recursive: true, force: true })
  })

  test.each(['sql', 'custom', 'csv', 'jsonl'] as const)(
    'that others than the owner gave are the same after a restore test of %s',
    async (format) => {
      const record = await dumped(project, { environment: 'staging', options: { format } })
      expect(record).toMatchObject({ error: null, state: 'verified' })
      expect(await restoreTest(project, record.id)).toMatchObject({
        error: null,
        differences: [],
        rowDifferences: [],
        rows: 3,
        state: 'passed',
      })
    },
  )

  test('that others than the owner gave are the same after a restore into an environment', async () => {
    const { id } = await dumped(project, { environment: 'staging' })
    const { key } = await planRestore(project, { id, into: 'local' })
    expect(await restoreInto(project, { key, name: 'local' })).toMatchObject({
      state: 'restored',
      error: null,
      differences: [],
      rows: 3,
    })
    const acl = `select c.oid::regclass::text as name, c.relacl::text as acl, a.attname, a.attacl::text
      from pg_class c left join pg_attribute a on a.attrelid = c.oid and a.attacl is not null
      where c.relnamespace = 'app'::regnamespace and c.relkind in ('r', 'm') order by 1, 3`
    expect(await local.query(acl)).toEqual(await source.query(acl))
  })

  test('on what an extension made are told as not tested where only a superuser can give them', async () => {
    await source.query(EXTENSION)
    const { id } = await dumped(project, { environment: 'staging', what: 'schema' })
    const test = await restoreTest(project, id)
    expect(test).toMatchObject({ error: null, differences: [], state: 'partly' })
    expect(test.notTested).toContainEqual(
      expect.stringMatching(/^grant rights_reader on function public\.citext_eq\(.*could not run here$/),
    )
  })
})
