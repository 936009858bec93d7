import fs from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDatabase, majors, type TestDatabase } from '../testing/servers'
import { compareOrigins } from './compare-origins'
import { dumped } from './dump.fixture'
import { readOrigin } from './read-origin'
import { restoreInto } from './restore-into'
import { planRestore } from './restore-plan'
import { restoringProject } from './restoring.fixture'
import type { Workspace } from './workspace'

const OWNER = `restorer_${process.pid}`
const OTHER = `other_${process.pid}`
const READER = `reader_${process.pid}`

/** What an application makes in its own database, whose owner is no superuser. */
const APP = `
  create extension pg_trgm;
  create type mood as enum ('fine', 'odd');
  create table customers (id int generated always as identity primary key, name text not null, mood mood);
  create table orders (id serial primary key, customer int not null references customers deferrable, total numeric);
  insert into customers (name, mood) select 'Customer ' || n, 'fine' from generate_series(1, 50) n;
  insert into orders (customer, total) select 1 + n % 50, n from generate_series(1, 200) n;
  create index on customers using gin (name gin_trgm_ops);
  create view totals as select customer, sum(total) from orders group by 1;
  create materialized view counted as select count(*) from orders;
  create function loud() returns trigger language plpgsql as $$ begin raise exception 'fired'; end $$;
  create trigger loud before insert on orders for each row execute function loud();
  alter table orders enable row level security;
  create policy own on orders to ${READER} using (total > 5);
  grant select on orders, totals to ${READER};
  grant usage on schema public to ${READER};
  alter default privileges in schema public grant select on tables to ${READER};
  create schema app; create table app.events (id int, at date) partition by range (at);
  create table app.events_2026 partition of app.events for values from ('2026-01-01') to ('2027-01-01');
  insert into app.events values (1, '2026-05-05');
  comment on table customers is 'whom we bill';`
const OLD =
  'create table was (id int); insert into was values (1); create schema app; create table app.gone ();'

describe.each(majors())('a restore by a role that owns its database and no more, on Postgres %i', (major) => {
  const databases: TestDatabase[] = []
  let project: Workspace

  beforeAll(async () => {
    const [staging, local] = [await createDatabase(major), await createDatabase(major)]
    databases.push(staging, local)
    await staging.query(`create role ${OWNER} login password 'a'; create role ${READER}`)
    for (const database of [staging, local]) await database.query('create extension citext')
    const urls: Record<string, string> = {}
    for (const [name, database, sql] of [
      ['staging', staging, APP],
      ['local', local, OLD],
    ] as const) {
      await database.query(`alter database ${database.name} owner to ${OWNER}`)
      const url = addressOf(database, OWNER)
      urls[name] = url
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      await client.query(sql)
      await client.end()
    }
    project = restoringProject(urls, { staging: { reference: true } })
  })
  afterAll(async () => {
    await project.close()
    const [staging] = databases
    for (const database of databases.slice(1)) await database.drop()
    await staging?.query(`drop owned by ${READER} cascade; drop owned by ${OWNER} cascade`)
    await staging?.drop()
    fs.rmSync(project.place.directory, { recursive: true, force: true })
  })

  test('is the same', async () => {
    const dump = await dumped(project, { environment: 'staging' })
    expect(dump).toMatchObject({ state: 'verified', error: null })
    const { key, replaced } = await planRestore(project, { id: dump.id, into: 'local' })
    expect(replaced).toEqual([
      { name: 'app', tables: 1, rows: 0, uncounted: 0 },
      { name: 'public', tables: 1, rows: 1, uncounted: 0 },
    ])
    const outcome = await restoreInto(project, { key, name: 'local' })
    expect(outcome).toMatchObject({ state: 'restored', error: null, differences: [] })
    const [there, here] = await Promise.all([readOrigin(project, 'staging'), readOrigin(project, 'local')])
    const { differences } = await compareOrigins(there, here)
    expect(differences.map(({ id }) => id)).toEqual([])
  })

  test('of what belongs to somebody else is refused before anything is changed', async () => {
    const [, local] = databases as [TestDatabase, TestDatabase]
    await local.query(`create role ${OTHER} login password 'a'; alter database ${local.name} owner to ${OTHER};
      drop schema if exists app cascade; drop schema public cascade; create schema public; create publication theirs`)
    const theirs = restoringProject(
      { staging: addressOf(databases[0] as TestDatabase, OWNER), local: addressOf(local, OTHER) },
      { staging: { reference: true } },
    )
    const dump = await dumped(theirs, { environment: 'staging' })
    const plan = () => planRestore(theirs, { id: dump.id, into: 'local' })
    await expect(plan()).rejects.toMatchObject({
      code: 'E-RESTORE-RIGHTS',
      detail: 'It does not own publication theirs. It may not create anything in the schema public',
    })
    await local.query('drop publication theirs')
    const owner = major < 15 ? OTHER : 'pg_database_owner'
    await local.query(`alter schema public owner to ${owner}; grant usage on schema public to public`)
    await expect(plan()).rejects.toMatchObject({
      code: 'E-RESTORE-RIGHTS',
      message: `${OTHER} may not give anything to roles that own what the dump holds: ${OWNER}`,
      hint: `Let an administrator run: GRANT ${OWNER} TO ${OTHER}. Nothing was changed.`,
    })
    await local.query(`grant ${OWNER} to ${OTHER}`)
    const { key } = await plan()
    expect(await restoreInto(theirs, { key, name: 'local' })).toMatchObject({
      state: 'restored',
      error: null,
      differences: [],
    })
    await theirs.close()
    fs.rmSync(theirs.place.directory, { recursive: true, force: true })
  })
})

function addressOf(database: TestDatabase, user: string): string {
  return Object.assign(new URL(database.url), { username: user, password: 'a' }).href
}
