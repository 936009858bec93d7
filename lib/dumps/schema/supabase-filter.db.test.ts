import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { named } from '../../postgres/connect.fixture'
import { supabasePrelude } from '../../supabase/prelude'
import { dumpPrograms } from '../../testing/dump-script'
import { createDatabase, majors, type TestDatabase } from '../../testing/servers'
import { runPgDump } from '../pg-dump/run-pg-dump'
import { readBack } from '../read-back/read-back'
import { dataArguments, schemaArguments } from './dump-arguments'
import { NOT_IN_SCHEMA } from './supabase-schemas'

const SCHEMAS = NOT_IN_SCHEMA.join('|')

/** What `supabase db dump` of 3.1.0 does to what pg_dump writes: every line by itself. */
const SED = [
  's/^\\\\(un)?restrict .*$/-- &/',
  's/^CREATE SCHEMA "/CREATE SCHEMA IF NOT EXISTS "/',
  's/^CREATE TABLE "/CREATE TABLE IF NOT EXISTS "/',
  's/^CREATE SEQUENCE "/CREATE SEQUENCE IF NOT EXISTS "/',
  's/^CREATE VIEW "/CREATE OR REPLACE VIEW "/',
  's/^CREATE FUNCTION "/CREATE OR REPLACE FUNCTION "/',
  's/^CREATE TRIGGER "/CREATE OR REPLACE TRIGGER "/',
  's/^CREATE PUBLICATION "supabase_realtime/-- &/',
  's/^CREATE EVENT TRIGGER /-- &/',
  's/^         WHEN TAG IN /-- &/',
  's/^   EXECUTE FUNCTION /-- &/',
  's/^ALTER EVENT TRIGGER /-- &/',
  's/^ALTER PUBLICATION "supabase_realtime_/-- &/',
  's/^ALTER FOREIGN DATA WRAPPER (.+) OWNER TO /-- &/',
  's/^ALTER DEFAULT PRIVILEGES FOR ROLE "supabase_admin"/-- &/',
  's/^GRANT ALL ON FOREIGN DATA WRAPPER (.+) TO "postgres" WITH GRANT OPTION/-- &/',
  `s/^GRANT (.+) ON (.+) "(${SCHEMAS})"/-- &/`,
  `s/^REVOKE (.+) ON (.+) "(${SCHEMAS})"/-- &/`,
  's/^(CREATE EXTENSION IF NOT EXISTS "pg_tle").+/\\1;/',
  's/^COMMENT ON EXTENSION (.+)/-- &/',
  's/^CREATE POLICY "cron_job_/-- &/',
  's/^ALTER TABLE "cron"/-- &/',
  's/^SET transaction_timeout = 0;/-- &/',
  '/^--/d',
]

const TEAM = `
  set client_min_messages = warning;
  create schema app;
  create table public.profiles (id uuid primary key references auth.users, name text check (name <> ''));
  create sequence app.numbers;
  create view app.names with (security_barrier = true) as select name from public.profiles;
  create function public.welcome() returns trigger language plpgsql as $$
begin
  -- makes a profile
  CREATE TABLE "x" ();
  return new;
end $$;
  create trigger greet before insert on public.profiles for each row execute function public.welcome();
  alter table public.profiles enable row level security;
  create policy "Own profile" on public.profiles using (id = auth.uid());
  comment on table public.profiles is E'One line\\nand another';
  create publication supabase_realtime_mine for table public.profiles;
  create publication team for table public.profiles;
  create foreign data wrapper team_wrapper;
  create event trigger on_ddl on ddl_command_end when tag in ('CREATE TABLE') execute function public.on_ddl();
  grant select on public.profiles to anon, authenticated;
  grant usage on schema auth to anon;
  alter default privileges for role supabase_admin in schema public grant all on tables to anon;
  alter default privileges in schema public grant all on tables to authenticated;
  insert into auth.users (id) values ('00000000-0000-0000-0000-000000000001');
  insert into public.profiles values ('00000000-0000-0000-0000-000000000001', E'\\restrict me');`

const EVENT_FUNCTION = `create function public.on_ddl() returns event_trigger language plpgsql as 'begin end'`

describe.each(majors())('PostgreSQL %i', (major) => {
  let folder: string
  let database: TestDatabase

  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-test-'))
    database = await createDatabase(major, { sql: 'set client_min_messages = warning' })
    for (const text of supabasePrelude()) await database.query(text)
    await database.query(`reset role; ${EVENT_FUNCTION}; ${TEAM}`)
  })
  afterAll(async () => {
    await database.drop()
    fs.rmSync(folder, { recursive: true })
  })

  const of = { isSupabase: true, snapshotId: null }

  test('the schema is what its command line makes of it', async () => {
    for (const program of await dumpPrograms(major)) {
      const run = { target: named('dev', database.url), program, args: schemaArguments(of) }
      const [raw, ours] = ['raw', 'ours'].map((name) =>
        path.join(folder, `${program.build}.${name}.sql`),
      ) as [string, string]
      await runPgDump({ ...run, file: raw })
      const { objects } = await runPgDump({ ...run, file: ours, filter: 'supabaseSchema' })
      const sed = execFileSync('sed', ['-E', ...SED.flatMap((each) => ['-e', each]), raw], {
        encoding: 'utf8',
      })
      const filtered = fs.readFileSync(ours, 'utf8')
      expect(filtered).toBe(sed)
      expect(filtered).not.toMatch(/^CREATE EVENT TRIGGER|"auth"\."users" \(|transaction_timeout|\\restrict/m)
      expect(objects).toContainEqual({ type: 'TABLE', schema: 'public', name: 'profiles' })
      expect(objects?.map(({ schema }) => schema)).not.toContain('auth')
      expect(await readBack(ours)).toMatchObject({ isWhole: true, commands: [], objects: [] })
    }
  })

  test('rows of Auth are in the data, rows of the platform are not', async () => {
    for (const program of await dumpPrograms(major)) {
      const file = path.join(folder, `${program.build}.data.sql`)
      const args = dataArguments({ ...of, format: 'sql', tables: null })
      await runPgDump({ target: named('dev', database.url), program, args, file, filter: 'supabaseData' })
      const text = fs.readFileSync(file, 'utf8')
      expect(text.startsWith('SET session_replication_role = replica;\n\n--')).toBe(true)
      expect(text.endsWith('RESET ALL;\n')).toBe(true)
      expect(text).toContain('\\restrict me')
      const { tables, isWhole, commands } = await readBack(file)
      expect({ isWhole, commands }).toEqual({ isWhole: true, commands: [] })
      const rowsOf = (schema: string, name: string) =>
        tables.find((table) => table.schema === schema && table.name === name)?.rows
      expect(rowsOf('auth', 'users')).toBe(1)
      expect(rowsOf('public', 'profiles')).toBe(1)
      expect(tables.map(({ schema }) => schema)).not.toContain('realtime')
    }
  })
})
