import { expect, test } from 'vitest'
import { loadScript } from './load-script'
import { makeShadow } from './make-shadow'
import { shadowServer } from './shadow.fixture'

const server = shadowServer()
const { folder } = server

test('a script as pg_dump writes it is loaded, with rows, and with roles that only its server had', async () => {
  const script = `\\restrict abc
create table public.t (id int, note text);
alter table public.t owner to "Some ""Owner""";
copy public.t (id, note) from stdin;
1\ta;b
2\t\\N
\\.
grant select on public.t to shadow_reader;
\\unrestrict abc
`
  await loadScript(server.watcher, script, 'dump.sql')
  const { rows } = await server.watcher.client.query(
    `select id, note, tableowner from t, pg_tables where tablename = 't' order by id`,
  )
  expect(rows).toEqual([
    { id: 1, note: 'a;b', tableowner: 'Some "Owner"' },
    { id: 2, note: null, tableowner: 'Some "Owner"' },
  ])
})

test('a failing statement is named by file and line, with the state and the words of the server', async () => {
  const loading = loadScript(
    server.watcher,
    'select 1;\n\ncreate table broken (\n  id nothing\n);',
    'schema.sql',
  )
  await expect(loading).rejects.toMatchObject({
    code: 'E-SCRIPT',
    message: 'schema.sql:4: type "nothing" does not exist',
    detail: expect.stringContaining('SQLSTATE 42704'),
  })
})

test('a transaction that is never ended is named by the line that begins it, and one that is ended is kept', async () => {
  const open = 'begin; create table kept ();\ncommit;\nselect 1;\nstart transaction;\ncreate table lost ();\n'
  await expect(loadScript(server.watcher, open, 'open.sql')).rejects.toMatchObject({
    code: 'E-SCRIPT',
    message: expect.stringMatching(/^open\.sql:4: the transaction/),
    hint: expect.stringContaining('COMMIT'),
  })
  await server.watcher.client.query('rollback')
  const { rows } = await server.watcher.client.query(
    `select to_regclass('kept')::text as kept, to_regclass('lost') as lost`,
  )
  expect(rows).toEqual([{ kept: 'kept', lost: null }])
})

test('whoever a script became, and what it set, ends with it', async () => {
  const script = `create role shadow_actor; set search_path = nowhere; set role shadow_actor;
    set session authorization shadow_actor; set client_encoding = 'LATIN1';`
  await loadScript(server.watcher, script, 'role.sql')
  const { rows } = await server.watcher.client.query(
    `select current_user as role, session_user as session, current_setting('search_path') as path,
      current_setting('client_encoding') as encoding`,
  )
  expect(rows).toEqual([{ role: 'postgres', session: 'postgres', path: '"$user", public', encoding: 'UTF8' }])
})

test('bad rows of COPY are an error of their statement, and the connection goes on', async () => {
  const loading = loadScript(
    server.watcher,
    'create table n (id int);\ncopy n from stdin;\nx\n\\.\n',
    'rows.sql',
  )
  await expect(loading).rejects.toMatchObject({
    code: 'E-SCRIPT',
    message: expect.stringContaining('rows.sql:2'),
  })
  expect((await server.watcher.client.query('select 1 as one')).rows).toEqual([{ one: 1 }])
})

test('commands of psql are refused before anything runs', async () => {
  const loading = loadScript(server.watcher, 'create table never ();\n\\! touch /tmp/pwned\n', 'evil.sql')
  await expect(loading).rejects.toMatchObject({
    code: 'E-SCRIPT',
    message: expect.stringContaining('evil.sql:2'),
  })
  expect((await server.watcher.client.query(`select to_regclass('never') as never`)).rows).toEqual([
    { never: null },
  ])
})

test('what a killed process left is swept by the next shadow, and a living one is left alone', async () => {
  await server.watcher.client.query('create database lockstep_shadow_dead')
  const other = await makeShadow(folder)
  const { rows } = await other.client.query(
    `select datname from pg_database where datname ~ '^lockstep_shadow'`,
  )
  await other.drop()
  expect(rows).toHaveLength(2)
})
