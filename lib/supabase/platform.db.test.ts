import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { KINDS } from '../kinds/all'
import { objectId } from '../objects/address'
import { findRows, refOf, type Snapshot } from '../objects/snapshot'
import { supabasePrelude } from '../supabase/prelude'
import { readDatabase } from '../testing/read-database'
import { createDatabase, majors, type TestDatabase } from '../testing/servers'
import { isPlatformObject, isSupabase, platformRules } from './platform'

/** What a team makes inside the platform's schemas and with its roles. */
const TEAM = `
  create table public.profiles (id uuid primary key references auth.users);
  create function public.welcome() returns trigger language plpgsql as 'begin return new; end';
  create trigger on_auth_user_created after insert on auth.users for each row execute function public.welcome();
  comment on trigger on_auth_user_created on auth.users is 'Makes a profile.';
  create policy "Own files" on storage.objects using (owner_id = auth.uid()::text);
  comment on policy "Own files" on storage.objects is 'Nobody else.';
  create policy "Own topics" on realtime.messages using (true);
  grant select on auth.users to anon;
  grant select (email) on auth.users to authenticated;
  alter publication supabase_realtime add table public.profiles;
  create role team_role;
  grant select on auth.sessions to team_role;
  create table storage.notes (id int);
  alter table storage.notes owner to team_role;
  create schema pgmq;
  create table pgmq.q_mails (msg_id bigint);
  do $$ begin
    execute format('alter role authenticator in database %I set pgrst.db_schemas = %L', current_database(), 'public, api');
    execute format('alter role anon in database %I set statement_timeout = %L', current_database(), '3s');
    execute format('alter role authenticated in database %I set statement_timeout = %L', current_database(), '20s');
    execute format('alter role supabase_auth_admin in database %I set statement_timeout = %L', current_database(), '9s');
  end $$;`

/** Other tests make roles on the same server; of those only ours counts. */
const kinds = KINDS.filter(
  ({ name, scope }) => scope !== 'cluster' || name === 'role' || name === 'role-setting',
)
const isOthers = (id: string) =>
  /^role(-setting)?:(?!(?:anon|authenticat\w+|supabase_auth_admin)\.this|team_role)/.test(id)

describe.each(majors().slice(-1))('PostgreSQL %i', (major) => {
  let database: TestDatabase
  let fresh: Snapshot
  let used: Snapshot

  beforeAll(async () => {
    database = await createDatabase(major, { sql: 'set client_min_messages = warning' })
    for (const text of supabasePrelude()) await database.query(text)
    fresh = await readDatabase(database.url)
    await database.query(`set client_min_messages = warning; reset role; ${TEAM}`)
    used = await readDatabase(database.url, kinds)
  })

  afterAll(async () => {
    await database.query('drop owned by team_role; drop role team_role')
    await database.drop()
  })

  test('knows a Supabase database by its Auth service', async () => {
    const plain = await createDatabase(major, { sql: 'create schema auth; create table auth.users (id int)' })
    const snapshot = await readDatabase(plain.url)
    await plain.drop()
    expect([fresh, snapshot].map(isSupabase)).toEqual([true, false])
    const table = KINDS.find(({ name }) => name === 'table') as (typeof KINDS)[number]
    const [users] = findRows(snapshot, table, ['auth', 'users'])
    const isPlatforms = (snapshots: readonly Snapshot[]) =>
      platformRules(snapshots).isPlatformObject(table, users ?? {})
    expect(
      [
        [snapshot, snapshot],
        [snapshot, fresh],
      ].map(isPlatforms),
    ).toEqual([false, true])
    expect(platformRules([snapshot, fresh]).isSameOwner('postgres', 'supabase_admin')).toBe(true)
    expect(platformRules([snapshot, fresh]).isSameOwner('postgres', 'team_role')).toBe(false)
    expect(platformRules([snapshot, fresh]).isSameOwner('anon', 'postgres')).toBe(false)
    expect(platformRules([snapshot]).isSameOwner('postgres', 'supabase_admin')).toBe(false)
  })

  test('leaves of a new project to the team what decides about its own objects', () => {
    const byKind = new Map<string, number>()
    for (const id of teamsObjects(fresh)) {
      const kind = id.slice(0, id.indexOf(':'))
      byKind.set(kind, (byKind.get(kind) ?? 0) + 1)
    }
    expect([...byKind.keys()].sort()).toEqual([
      'database',
      'default-privilege',
      'extension',
      'grant',
      'schema',
    ])
    expect(byKind.get('default-privilege')).toBe(9)
  })

  test('leaves to the team what it made in the platform’s schemas', () => {
    const before = new Set(teamsObjects(fresh))
    const added = teamsObjects(used).filter(
      (id) => !before.has(id) && !id.includes('profiles') && !isOthers(id),
    )
    expect(added.sort()).toEqual(
      [
        ['comment', 'policy', 'storage', 'objects', 'Own files'],
        ['comment', 'trigger', 'auth', 'users', 'on_auth_user_created'],
        ['column', 'pgmq', 'q_mails', 'msg_id'],
        ['function', 'public', 'welcome', ''],
        ...['anon', 'authenticated', 'public', 'service_role'].map((role) => [
          'grant',
          'function',
          'public',
          'welcome',
          '',
          role,
          '',
        ]),
        ['grant', 'column', 'auth', 'users', 'email', 'authenticated', ''],
        ['grant', 'table', 'auth', 'sessions', '', 'team_role', ''],
        ['grant', 'table', 'auth', 'users', '', 'anon', ''],
        ['policy', 'realtime', 'messages', 'Own topics'],
        ['policy', 'storage', 'objects', 'Own files'],
        ['role', 'team_role'],
        ['role-setting', 'authenticated', 'this database', 'statement_timeout'],
        ['role-setting', 'authenticator', 'this database', 'pgrst.db_schemas'],
        ['table', 'pgmq', 'q_mails'],
        ['table', 'storage', 'notes'],
        ['trigger', 'auth', 'users', 'on_auth_user_created'],
      ]
        .map(([kind, ...address]) => objectId({ kind: kind as string, address }) as string)
        .sort(),
    )
  })
})

function teamsObjects(snapshot: Snapshot): string[] {
  return kinds.flatMap((kind) =>
    findRows(snapshot, kind, [])
      .filter((row) => !isPlatformObject(kind, row))
      .map((row) => objectId(refOf(kind, row))),
  )
}
