import fs from 'node:fs'
import path from 'node:path'
import { generateTypescript, sortGeneratorMetadata } from '@supabase/postgrest-typegen/generation'
import { introspect } from '@supabase/postgrest-typegen/introspection'
import pg from 'pg'
import { describe, expect, it, onTestFinished } from 'vitest'
import { identifier } from '../../sql/sql'
import { createDatabase, majors, type TestDatabase } from '../../testing/servers'
import { openMoment } from '../tables/moment.fixture'
import { generateTypes, TYPES_BY } from './generate-types'

const HOSTILE = [
  'a"b',
  "a'b",
  'line\nbreak',
  '`$' + '{x}`',
  '*/ evil',
  '</script>',
  '__proto__',
  'constructor',
  ' ',
  '💥',
  '1',
  '}',
]

/** Where the search path decides what the generator prints, and all sorts of objects. */
const SCHEMA = `
  create schema other; create type other.size as enum ('s', 'm');
  create type mood as enum ('so so', 'great, "really"'); create domain mail as text check (value ~ '@');
  create table people (id bigint generated always as identity primary key, mail mail not null unique, mood mood default 'so so',
    size other.size, tags text[], extra jsonb, twice int generated always as (2) stored);
  create table orders (id uuid primary key default gen_random_uuid(), person bigint unique references people, at timestamptz);
  create view happy as select id, mail from people where mood = 'great, "really"';
  create materialized view counted as select count(*) from orders;
  create function full_name(p people) returns text language sql stable as 'select p.mail::text';
  create function orders_of(people) returns setof orders language sql stable as 'select * from orders where person = $1.id';
  create function pick(x mail, y other.size) returns int language sql as 'select 1';
  create function pick(x other.size) returns int language sql as 'select 2';
  create function pick(x mood, n int default 3) returns people language sql as 'select * from people limit 1';
  ${HOSTILE.map((name) => `create table ${identifier(name)} (${identifier(name)} int);`).join('\n')}
`

describe.each(majors())('types of Postgres %i', (major) => {
  it('are those that the generator makes by itself, over our connection and its search path', async () => {
    const database = await made(major, SCHEMA)
    const { client } = await openMoment(database.url)
    const { text, by } = await generateTypes(client, { schemas: ['public', 'other'] })
    expect(text).toBe(await byItself(database, ['public', 'other']))
    expect(text).toContain('from: "people"')
    expect(by).toBe(TYPES_BY)
  })

  it('leave the transaction as it was: read-only, and with its search path', async () => {
    const database = await made(major, SCHEMA)
    const { client } = await openMoment(database.url)
    await generateTypes(client, { schemas: ['public'] })
    const { rows } = await client.query(
      `select current_setting('search_path') as path, current_setting('transaction_read_only') as only`,
    )
    expect(rows).toEqual([{ path: 'pg_catalog, pg_temp', only: 'on' }])
  })

  it('call nothing that lies in a schema of the users, even where that comes first', async () => {
    const called = `language plpgsql as $$ begin raise exception 'called'; end $$`
    const database = await made(
      major,
      `create table people (id int);
       create function format_type(oid, int) returns text ${called};
       create function pg_get_function_arguments(oid) returns text ${called};
       create function is_from(oid, oid) returns boolean ${called};
       create operator public.>= (function = is_from, leftarg = oid, rightarg = oid);
       create function format(text, name, name) returns text ${called}`,
    )
    await database.query(`alter database ${identifier(database.name)} set search_path = public, pg_catalog`)
    await expect(byItself(database, ['public'])).rejects.toThrow('called')
    const { client } = await openMoment(database.url)
    expect((await generateTypes(client, { schemas: ['public'] })).text).toContain('people: {')
  })

  it('name a table that somebody keeps locked', async () => {
    const database = await made(major, 'create table free (a int); create table held (a int)')
    const { client } = await openMoment(database.url)
    await database.query(`begin; set local application_name = 'migrate'; lock table held`)
    await expect(generateTypes(client, { schemas: ['public'], lockWaitMs: 200 })).rejects.toMatchObject({
      code: 'E-PG-BUSY',
      message: expect.stringMatching(
        /^public\.held stayed locked by another session \(migrate, process \d+\)/,
      ),
    })
  })

  it.each(['constructor', '__proto__'])(
    'have a function that is called %s, which the generator breaks on',
    async (name) => {
      const functions = (called: string) => `create table people (id int);
      create function ${called}(a int, b text default 'x') returns int language sql as 'select 1';
      create function ${called}(a text) returns setof people language sql as 'select 1';
      create function after() returns int language sql as 'select 1'`
      const database = await made(major, functions(name))
      await expect(byItself(database, ['public'])).rejects.toThrow('push')
      const { client } = await openMoment(database.url)
      const near = `${name.slice(0, -1)}z`
      const plain = await made(major, functions(near))
      const expected = (await byItself(plain, ['public'])).replaceAll(near, name)
      expect((await generateTypes(client, { schemas: ['public'] })).text).toBe(expected)
    },
  )

  it('are not made where foreign tables have a wrapper without a handler, and the transaction goes on', async () => {
    const database = await made(
      major,
      `create foreign data wrapper broken; create server far foreign data wrapper broken;
       create foreign table away (a int) server far`,
    )
    const { client } = await openMoment(database.url)
    await expect(generateTypes(client, { schemas: ['public'] })).rejects.toMatchObject({
      code: 'E-DUMP-TYPES',
      detail: 'foreign-data wrapper "broken" has no handler',
    })
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  })

  it('are not made where the generator would pass over tables and columns, and name what holds them', async () => {
    const reader = `types_reader_${process.pid}_${major}`
    const database = await made(
      major,
      `create table seen (a int); create table "hid den" (a int); create table partly (a int, b int);
      create view looked_at as select a from seen`,
    )
    await database.query(
      `create role ${reader} login password 'x'; grant select (a) on seen, partly to ${reader}`,
    )
    onTestFinished(async () => {
      await database.query(`drop owned by ${reader}; drop role ${reader}`)
    })
    const url = Object.assign(new URL(database.url), { username: reader, password: 'x' })
    const { client } = await openMoment(url.href)
    const refused = expect(generateTypes(client, { schemas: ['public'] })).rejects
    await refused.toMatchObject({
      code: 'E-DUMP-RIGHTS',
      message: expect.stringContaining('public."hid den", public.looked_at, public.partly'),
    })
    expect((await generateTypes(client, { schemas: [] })).text).toContain('Database')
  })

  it('of no schema with tables are types all the same', async () => {
    const database = await made(major, '')
    const { client } = await openMoment(database.url)
    expect((await generateTypes(client, { schemas: ['public'] })).text).toContain('Tables: {')
  })
})

describe('the generator', () => {
  it('is of the version that is told', () => {
    const file = path.join(
      import.meta.dirname,
      '../../../node_modules/@supabase/postgrest-typegen/package.json',
    )
    const { name, version } = JSON.parse(fs.readFileSync(file, 'utf8'))
    expect(TYPES_BY).toBe(`${name} ${version}`)
  })
})

async function made(major: ReturnType<typeof majors>[number], sql: string): Promise<TestDatabase> {
  const database = await createDatabase(major, { sql })
  onTestFinished(() => database.drop())
  return database
}

/** As somebody uses the library with nothing of ours between. */
async function byItself(database: TestDatabase, schemas: string[]): Promise<string> {
  const client = new pg.Pool({ connectionString: database.url, max: 1 })
  try {
    const metadata = await introspect(client, { includedSchemas: schemas })
    return await generateTypescript(sortGeneratorMetadata(metadata), {
      detectOneToOneRelationships: true,
      defaultSchema: 'public',
    })
  } finally {
    await client.end()
  }
}
