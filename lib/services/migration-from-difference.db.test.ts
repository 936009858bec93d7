import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { buildDemo, dropDemo } from '../demo/build'
import { demoProjectDir } from '../demo/files'
import { demoServer } from '../demo/test-server.fixture'
import { removeCluster } from '../embedded/start-cluster'
import { majorOf } from '../embedded/versions'
import { compareSnapshots } from '../objects/compare'
import { splitStatements } from '../sql/split-statements'
import { DATABASE_KINDS, readDatabase } from '../testing/read-database'
import { createDatabase, majors } from '../testing/servers'
import { checkEnvironments } from './check-environments'
import type { DraftAnswer } from './draft-answer'
import { draftMigration } from './migration-from-difference'
import { saveDraft } from './save-draft'
import { Workspace } from './workspace'

const NAMES = ['local', 'dev', 'staging', 'prod'] as const
const [newest = 18] = majors().slice(-1)

/** One server for the shadows of all tests here. */
const cache = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-draft-cache-'))
let folder = ''

beforeAll(() => vi.stubEnv('XDG_CACHE_HOME', cache))
afterAll(async () => {
  for (const each of majors()) await removeCluster(path.join(cache, 'lockstep', `shadow-${each}`))
  vi.unstubAllEnvs()
  fs.rmSync(cache, { recursive: true, force: true })
})
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-draft-'))
  return () => fs.rmSync(folder, { recursive: true, force: true })
})

const variableOf = (name: string) => `${name.toUpperCase()}_URL`

async function projectOf(urls: Readonly<Record<string, string>>, directory = folder): Promise<Workspace> {
  const environments = Object.keys(urls).map((name) => ({ name, url: { env: variableOf(name) } }))
  fs.writeFileSync(path.join(directory, 'lockstep.config.json'), JSON.stringify({ environments }))
  const variables = Object.fromEntries(Object.entries(urls).map(([name, url]) => [variableOf(name), url]))
  const workspace = new Workspace({ directory, variables })
  await checkEnvironments(workspace)
  return workspace
}

function write(name: string, text: string): void {
  fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
  fs.writeFileSync(path.join(folder, name), text)
}

const sqlOf = ({ file }: DraftAnswer) => file?.files[0]?.text ?? ''

describe('the demo', { timeout: 300_000 }, () => {
  const server = demoServer(newest)
  const prefix = `draft_${process.pid}`
  let demoFolder = ''
  let workspace: Workspace

  beforeAll(async () => {
    const { urls } = await buildDemo(server, { prefix })
    demoFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-draft-demo-'))
    fs.cpSync(demoProjectDir(), demoFolder, { recursive: true })
    workspace = await projectOf(Object.fromEntries(NAMES.map((name) => [name, urls[name]])), demoFolder)
  })
  afterAll(async () => {
    await workspace.close()
    await dropDemo(server, prefix)
    fs.rmSync(demoFolder, { recursive: true, force: true })
  })

  test('all that drifted in staging: what can be said is proven, the rest is told with its reason', async () => {
    const draft = await draftMigration(workspace, { environment: 'staging' })
    expect(draft.proof).toMatchObject({ isProven: true, remaining: [], alsoChanged: [], failure: null })
    expect(
      draft.objects.map(({ id, does }) => `${does} ${id.split('.').slice(0, 2).join('.')}`).sort(),
    ).toEqual([
      'change column:public.invoices',
      'change function:public.late_fee',
      'change index:public.invoices',
      'change policy:public.invoices',
      'change sequence:billing.journal_number_seq',
      'change view:public.customer_balances',
      'create grant:column.public',
      'create grant:function.public',
      'drop policy:storage.objects',
    ])
    expect(sqlOf(draft)).toContain(
      '-- Destructive: policy storage.objects.Members upload receipts is gone in staging.',
    )
    expect(draft.leftOut.map(({ kind, reason }) => `${kind}: ${reason.split(/[.:,]/)[0]}`).sort()).toEqual([
      'extension: A change of extensions is not written',
      'foreign-key: A constraint can only be dropped and made anew',
      'foreign-server: Lockstep writes no statements for foreign servers',
      'function: Only its owner differs',
      'table: It is gone there',
    ])
    expect(draft.widens.map(({ kind }) => kind).sort()).toEqual(['grant', 'grant', 'policy', 'view'])
  })

  test('one object of several; one that did not drift is refused', async () => {
    const objects = ['policy:public.invoices.Members%20read%20invoices']
    const draft = await draftMigration(workspace, { environment: 'staging', objects })
    expect(draft.objects.map(({ id }) => id)).toEqual(objects)
    expect(draft.file?.name).toBe('change_Members_read_invoices')
    expect(draft.proof).toMatchObject({ isProven: true, compared: 1 })
    const pending = ['table:public.purchase_orders']
    expect(await refusalOf(draftMigration(workspace, { environment: 'prod', objects: pending }))).toMatch(
      /did not drift in prod/,
    )
  })

  test('the index that was made by hand in prod becomes a proven file, and is saved with how to record it', async () => {
    const draft = await draftMigration(workspace, { environment: 'prod' })
    expect(draft.proof).toMatchObject({ isProven: true, filesBefore: 30, compared: 1, remaining: [] })
    expect(draft.objects).toMatchObject([{ kind: 'index', does: 'create', isDestructive: false }])
    expect(draft.file).toMatchObject({
      folder: 'supabase/migrations',
      name: 'add_invoices_customer_id_status_hotfix',
      isWritten: false,
    })
    expect(sqlOf(draft)).toContain(
      'CREATE INDEX invoices_customer_id_status_hotfix ON public.invoices USING btree (customer_id, status);',
    )
    const before = fs.readdirSync(path.join(demoFolder, 'supabase/migrations'))
    const saved = await saveDraft(workspace, { id: draft.id ?? '', name: 'keep hotfix index' })
    const after = fs.readdirSync(path.join(demoFolder, 'supabase/migrations'))
    expect(after.filter((name) => !before.includes(name))).toEqual([`${saved.key}_keep_hotfix_index.sql`])
    expect(saved.record.map(({ text }) => text)).toEqual([
      `supabase migration repair ${saved.key} --status applied --db-url "$PROD_URL"`,
    ])
    expect(await refusalOf(saveDraft(workspace, { id: draft.id ?? '', name: 'again' }))).toMatch(
      /is not known any more/,
    )
  })
})

const refusalOf = (work: Promise<unknown>) =>
  work.then(() => 'nothing').catch((error) => `${error.code}: ${error.message}`)

const BASE = `create type public.mood as enum ('low', 'high');
create table public.people (id bigint primary key, name text not null, mood public.mood);
create table public.notes (id bigint primary key, body text);
create table public.tags (tag text);
create index notes_body_idx on public.notes (body);
create function public.greet(who text) returns text language sql as $$ select 'hi ' || who $$;
create function public.touch() returns trigger language plpgsql as $$ begin return new; end $$;
create view public.names as select id, name from public.people;
create trigger people_touch before update on public.people for each row execute function public.touch();
create policy own on public.people for select using (id > 0);
`

const GREET = (word: string) =>
  `create or replace function public.greet(who text) returns text language sql as $$ select '${word} ' || who $$;`

/** A project of dbmate with one environment, whose record holds the file that made it. */
async function projectWith(major: ReturnType<typeof majors>[number], byHand: string, more = '') {
  write('db/migrations/20260101000000_base.sql', `-- migrate:up\n${BASE}${more}\n-- migrate:down\n`)
  const database = await createDatabase(major, {
    sql: `create table public.schema_migrations (version varchar(128) primary key);
      insert into public.schema_migrations values ('20260101000000');\n${BASE}${more}`,
  })
  for (const { text } of splitStatements(byHand).statements) await database.query(text)
  return { database, workspace: await projectOf({ main: database.url }) }
}

describe.each(majors())('a database of version %i', { timeout: 120_000 }, (major) => {
  test('what was made by hand is made again by the file, in another database too', async () => {
    const { database, workspace } = await projectWith(
      major,
      `alter type public.mood add value 'middle' before 'high';
       create domain public.amount as numeric check (value >= 0);
       create table public.orders (id bigint generated always as identity primary key, number serial,
         person bigint not null references public.people on delete cascade, total public.amount default 0,
         state text check (state in ('open', 'done')), unique (number));
       alter table public.orders enable row level security;
       create policy orders_own on public.orders using (person > 0);
       create index orders_state_idx on public.orders (state) where state = 'open';
       comment on table public.orders is 'What people''s orders are.';
       create function public.order_total(whose bigint) returns numeric language sql stable
         as $$ select sum(total) from public.orders where person = whose $$;
       create view public.totals as select name, public.order_total(id) as total from public.people;
       grant select on public.totals to public;
       alter table public.people add column email text default 'none', alter column name set default 'nobody';
       create or replace view public.names as select id, name, email from public.people;
       create or replace function public.greet(who text) returns text language sql as $$ select 'hello ' || who $$;
       create trigger notes_touch before insert on public.notes for each row execute function public.touch();
       alter table public.people disable trigger people_touch;
       drop policy own on public.people;
       drop index public.notes_body_idx;`,
    )
    const draft = await draftMigration(workspace, { environment: 'main', name: 'by hand' })
    expect(draft.leftOut).toEqual([])
    expect(draft.proof).toMatchObject({ isProven: true, failure: null, remaining: [], alsoChanged: [] })
    const saved = await saveDraft(workspace, { id: draft.id ?? '', name: 'by hand' })
    expect(saved.record).toEqual([])
    expect(saved.recordNote).toMatch(/^dbmate has no command that only writes down a migration/)
    const text = fs.readFileSync(path.join(folder, saved.files[0]?.path ?? ''), 'utf8')
    expect(text).toMatch(/^-- migrate:up\n[\s\S]*\n-- migrate:down\n$/)
    const other = await createDatabase(major, { sql: BASE })
    await other.query(text)
    const [wanted, made] = [await readDatabase(database.url), await readDatabase(other.url)]
    const { differences } = compareSnapshots(wanted, made, DATABASE_KINDS)
    expect(differences.map(({ id, status }) => `${status} ${id}`)).toEqual([
      'sourceOnly table:public.schema_migrations',
    ])
    await workspace.close()
    await Promise.all([database.drop(), other.drop()])
  })

  test('columns come in their order, and the order of others holds nothing back', async () => {
    const { database, workspace } = await projectWith(
      major,
      `alter table public.people add column zip text, add column age int, add column city text, enable row level security;`,
    )
    write(
      'db/migrations/20260102000000_more.sql',
      '-- migrate:up\nalter table public.people add column since date;\n-- migrate:down\n',
    )
    await database.query(`insert into public.schema_migrations values ('20260102000000');
      alter table public.people add column since date`)
    await checkEnvironments(workspace)
    const draft = await draftMigration(workspace, { environment: 'main', name: 'by hand' })
    expect(draft.proof).toMatchObject({ isProven: true, remaining: [] })
    expect(sqlOf(draft)).toMatch(/ENABLE ROW LEVEL SECURITY[\s\S]* zip [\s\S]* age [\s\S]* city /)
    expect(draft.cautions).toContain(
      'Columns of public.people stand in another order than in main, as they were added.',
    )
    await workspace.close()
    await database.drop()
  })

  test('new objects of every kind that has a rule, whatever needs what', async () => {
    const viewOption = majorOf(major) >= 15 ? 'security_invoker = true' : 'security_barrier = true'
    const { database, workspace } = await projectWith(
      major,
      `create schema shop;
       grant usage on schema shop to public;
       create type shop.size as enum ('s', 'm');
       create type shop.span as range (subtype = integer);
       create type shop.pair as (first integer, second text);
       create domain shop.code as text not null check (value <> '');
       create sequence shop.numbers increment by 5;
       create function shop.next_number() returns bigint language sql as $$ select nextval('shop.numbers') $$;
       create table shop.orders (id bigint default shop.next_number() primary key, size shop.size, code shop.code,
         pair shop.pair, during shop.span, total numeric, doubled numeric generated always as (total * 2) stored,
         latest bigint, constraint total_unique unique (total) deferrable initially deferred);
       create table shop.lines (id integer generated by default as identity (start with 100),
         "order" bigint references shop.orders, primary key (id, "order"), exclude using btree (id with =));
       alter table shop.orders add foreign key (latest, id) references shop.lines (id, "order");
       create table shop.log (at date not null, text text) partition by range (at);
       create table shop.log_2026 partition of shop.log for values from ('2026-01-01') to ('2027-01-01');
       create index log_text_idx on shop.log (text);
       create table shop.special_orders (why text) inherits (shop.orders);
       create unlogged table shop.scratch (a integer) with (fillfactor = 50);
       alter table shop.scratch replica identity full, force row level security;
       create statistics shop.order_stats on size, total from shop.orders;
       create materialized view shop.sums as select size, sum(total) from shop.orders group by size;
       create index on shop.sums (size);
       create view shop.small with (${viewOption}) as select * from shop.orders where size = 's';
       create function shop.put() returns trigger language plpgsql as $$ begin return new; end $$;
       create trigger put instead of insert on shop.small for each row execute function shop.put();
       create constraint trigger late after insert on shop.lines deferrable for each row execute function shop.put();
       create rule quiet as on delete to shop.scratch do instead nothing;
       create procedure shop.clean(inout n integer) language sql as $$ select n $$;
       create function shop.over(a integer) returns integer language sql as $$ select a $$;
       create function shop.over(a text) returns text language sql as $$ select a $$;
       comment on column shop.orders.total is 'Without tax.';
       comment on constraint total_unique on shop.orders is 'Soon.';
       comment on function shop.over(text) is 'Text.';
       grant select (total), update (size) on shop.orders to public;
       revoke execute on function shop.over(integer) from public;
       alter table public.notes add column serial serial, add column kind shop.size not null default 'm';`,
    )
    const draft = await draftMigration(workspace, { environment: 'main' })
    expect(draft.leftOut).toEqual([])
    expect(draft.proof).toMatchObject({ isProven: true, failure: null, remaining: [], alsoChanged: [] })
    await workspace.close()
    await database.drop()
  })

  test('what partitions and children get along with their parents is as it is there', async () => {
    const family = `create table public.parted (a int default 1, b text default 'x', c int) partition by list (a);
      create table public.part partition of public.parted default;
      create table public.parent (a int, b text default 'x');
      create table public.child () inherits (public.parent);\n`
    const { database, workspace } = await projectWith(
      major,
      `alter table public.parted alter column a set default 3, alter column b drop default, alter column c set not null;
       alter table public.parent alter column a set statistics 500;
       alter table only public.parent alter column b set default 'y';`,
      family,
    )
    const draft = await draftMigration(workspace, { environment: 'main', name: 'by hand' })
    expect(draft.leftOut).toEqual([])
    expect(draft.proof).toMatchObject({ isProven: true, compared: 9, remaining: [], alsoChanged: [] })
    expect(sqlOf(draft)).not.toContain('public.part ')
    expect(sqlOf(draft)).toContain(`ALTER TABLE public.child ALTER COLUMN b SET DEFAULT 'x'::text;`)
    const other = await createDatabase(major, { sql: `${BASE}${family}` })
    await other.query(sqlOf(draft))
    const [wanted, made] = [await readDatabase(database.url), await readDatabase(other.url)]
    const { differences } = compareSnapshots(wanted, made, DATABASE_KINDS)
    expect(differences.map(({ id }) => id)).toEqual(['table:public.schema_migrations'])
    await workspace.close()
    await Promise.all([database.drop(), other.drop()])
  })

  test('what can be said of an object is written, with all that belongs to it, and the rest is listed', async () => {
    const tables = `create table public.t (a int, b int);
      create table public.u (a int primary key);
      create domain public.d as int;\n`
    const { database, workspace } = await projectWith(
      major,
      `alter table public.t set unlogged;
       alter table public.t add column n int;
       alter table public.t enable row level security;
       alter table public.t alter column b type bigint, alter column b set not null;
       create policy p on public.t;
       create index tx on public.t (a);
       alter table public.u set unlogged;
       alter table public.u enable row level security;
       alter domain public.d set default 4;
       alter domain public.d add constraint d2 check (value < 100);
       create function public.f() returns int language sql as 'select 1';`,
      tables,
    )
    write(
      'db/migrations/20260102000000_more.sql',
      '-- migrate:up\ncreate table public.logged (a int references public.u);\n-- migrate:down\n',
    )
    const draft = await draftMigration(workspace, { environment: 'main' })
    expect(draft.proof).toMatchObject({ isProven: true, inPart: 2, remaining: [], alsoChanged: [] })
    expect(draft.leftOut.map(({ id, reason }) => `${id} ${reason.split('.')[0]}`).sort()).toEqual([
      'column:public.t.b Its type differs',
      expect.stringMatching(
        /^table:public.u PostgreSQL refuses to change this of it, Persistence: could not/,
      ),
    ])
    expect(draft.objects.map(({ id }) => id).sort()).toEqual([
      'column:public.t.b',
      'column:public.t.n',
      'domain-constraint:public.d.d2',
      'domain:public.d',
      'function:public.f.',
      'grant:function.public.f..public.',
      'index:public.t.tx',
      'policy:public.t.p',
      'table:public.t',
      'table:public.u',
    ])
    expect(draft.cautions).toContain('public.t is no longer logged: a crash of the server empties it.')
    expect(draft.cautions.join()).not.toContain('public.u is')
    await workspace.close()
    await database.drop()
  })

  test('what came about along with others is not listed as missing', async () => {
    const { database, workspace } = await projectWith(
      major,
      'alter table public.counted set unlogged;',
      'create table public.counted (id serial);\n',
    )
    const draft = await draftMigration(workspace, { environment: 'main' })
    expect(draft.proof).toMatchObject({ isProven: true })
    expect(draft.leftOut).toEqual([])
    await workspace.close()
    await database.drop()
  })

  test('a policy opens nothing where row-level security is off, there and after the file', async () => {
    const { database, workspace } = await projectWith(
      major,
      `create policy open on public.plain using (true);
       create policy open on public.secured using (true);
       create policy open on public.opened using (true);
       alter table public.opened disable row level security;`,
      `create table public.plain ();
       create table public.secured ();
       create table public.opened ();
       alter table public.secured enable row level security;
       alter table public.opened enable row level security;\n`,
    )
    const widens = async (objects?: string[]) => {
      const draft = await draftMigration(workspace, { environment: 'main', objects })
      return draft.widens.map(({ id }) => id).sort()
    }
    expect(await widens()).toEqual(['policy:public.secured.open', 'table:public.opened'])
    expect(await widens(['policy:public.opened.open'])).toEqual(['policy:public.opened.open'])
    await workspace.close()
    await database.drop()
  })

  test('what follows from an object that nobody chose is listed', async () => {
    const parted = `create table public.parted (a int default 1) partition by list (a);
      create table public.part partition of public.parted default;
      alter table only public.parted alter column a set default 3;\n`
    const { database, workspace } = await projectWith(
      major,
      'alter table public.part alter column a set default 3;',
      parted,
    )
    write(
      'db/migrations/20260102000000_one.sql',
      '-- migrate:up\nalter table public.parted alter column a set default 1;\n-- migrate:down\n',
    )
    const draft = await draftMigration(workspace, { environment: 'main' })
    expect(draft.leftOut).toMatchObject([
      {
        id: 'column:public.part.a',
        reason: 'It follows from what differs in public.parted.a, which is not in the file.',
      },
    ])
    await workspace.close()
    await database.drop()
  })

  test('what a table gains where it no longer is a partition or a child is left to people, as that is', async () => {
    const family = `create table public.parted (a int primary key, b int check (b > 0)) partition by list (a);
      create table public.part partition of public.parted default;
      create index parted_b on public.parted (b);
      create table public.parent (c int not null check (c > 0));
      create table public.child (d int) inherits (public.parent);\n`
    const { database, workspace } = await projectWith(
      major,
      `alter table public.parted detach partition public.part; alter table public.child no inherit public.parent;
       create index by_hand on public.parent (c);`,
      family,
    )
    const draft = await draftMigration(workspace, { environment: 'main' })
    expect(draft.proof).toMatchObject({ isProven: true, remaining: [], alsoChanged: [] })
    expect(draft.objects.map(({ id }) => id)).toEqual(['index:public.parent.by_hand'])
    expect(draft.leftOut.map(({ id, reason }) => `${id} ${reason}`)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^table:public.child What it inherits from, or is a partition of, differs/),
        expect.stringMatching(/^table:public.part What it inherits from, or is a partition of, differs/),
        'index:public.part.part_b_idx It follows from what differs in public.part, which is not in the file.',
        'primary-key:public.part.part_pkey It follows from what differs in public.part, which is not in the file.',
        'check-constraint:public.child.parent_c_check It follows from what differs in public.child, which is not in the file.',
      ]),
    )
    await workspace.close()
    await database.drop()
  })

  test('rights that come along by default, and are not there, are taken back by the file', async () => {
    const { database, workspace } = await projectWith(
      major,
      `create table public.secrets (id integer); revoke select on public.secrets from public;`,
      'alter default privileges in schema public grant select on tables to public;',
    )
    const draft = await draftMigration(workspace, { environment: 'main' })
    expect(draft.proof).toMatchObject({ isProven: true, alsoChanged: [], remaining: [] })
    expect(sqlOf(draft)).toContain('REVOKE SELECT ON TABLE public.secrets FROM PUBLIC;')
    await workspace.close()
    await database.drop()
  })

  test('what a pending file changes too is set back, and that is said', async () => {
    write(
      'db/migrations/20260102000000_greet.sql',
      `-- migrate:up\n${GREET('good day')}\ncreate view public.later as select 1 as one;\n-- migrate:down\n`,
    )
    const { database, workspace } = await projectWith(
      major,
      `${GREET('hey')} create view public.later as select 1 as one; create view public.own as select 2 as two;`,
    )
    const draft = await draftMigration(workspace, { environment: 'main' })
    expect(draft.proof).toMatchObject({ isProven: true, filesBefore: 2 })
    expect(draft.objects.map(({ id, does }) => `${does} ${id}`).sort()).toEqual([
      'change function:public.greet.text',
      'create view:public.own',
    ])
    expect(draft.cautions).toEqual([
      'Files that main has not run yet change the function public.greet(text) too; this one sets it back to what main holds now.',
    ])
    expect(draft.leftOut).toMatchObject([
      { id: 'view:public.later', reason: 'All files together make it as it is there already.' },
    ])
    await workspace.close()
    await database.drop()
  })

  test('what may have been renamed is made anew, and that is said', async () => {
    const { database, workspace } = await projectWith(
      major,
      `alter table public.people rename mood to temper;
       alter table public.notes rename to remarks;
       alter function public.greet(text) rename to welcome;`,
    )
    const { cautions } = await draftMigration(workspace, { environment: 'main' })
    expect(cautions.filter((caution) => caution.includes('renamed')).sort()).toEqual([
      'The column public.people.temper is made anew. If it is the column public.people.mood, renamed, write that instead: a rename keeps the data.',
      'The table public.remarks is made anew. If it is the table public.notes, renamed, write that instead: a rename keeps the data.',
    ])
    await workspace.close()
    await database.drop()
  })

  test('what cannot be said is listed, and no file is offered for it', async () => {
    const { database, workspace } = await projectWith(
      major,
      `alter table public.notes alter column body type varchar(10);
       alter table public.people drop column mood;
       drop table public.tags;
       alter trigger people_touch on public.people rename to touched;
       drop function public.greet(text);
       create function public.greet(who text) returns integer language sql as $$ select 1 $$;`,
    )
    const draft = await draftMigration(workspace, { environment: 'main' })
    expect([draft.id, draft.file, draft.proof]).toEqual([null, null, null])
    expect(draft.leftOut.map(({ id, reason }) => `${id} ${reason.split(/[.;]/)[0]}`).sort()).toEqual([
      'column:public.notes.body Its type differs',
      'column:public.people.mood It is gone there, and a drop is only written of views, functions, triggers, policies, indexes, grants and comments',
      'function:public.greet.text PostgreSQL refuses it: cannot change return type of existing function',
      'table:public.tags It is gone there, and a drop is only written of views, functions, triggers, policies, indexes, grants and comments',
      'trigger:public.people.touched The files make the same under another name, people_touch',
    ])
    await workspace.close()
    await database.drop()
  })

  test('a file that runs only statement by statement is shown, and never offered', async () => {
    const { database, workspace } = await projectWith(
      major,
      `alter type public.mood add value 'new';
       alter table public.people alter column mood set default 'new';`,
    )
    const draft = await draftMigration(workspace, { environment: 'main' })
    expect(sqlOf(draft)).toContain(`ADD VALUE 'new'`)
    expect(draft.id).toBeNull()
    expect(draft.proof).toMatchObject({ isProven: false, failure: { sqlState: '25001' } })
    await workspace.close()
    await database.drop()
  })

  test('a draft is not saved once the files before it changed', async () => {
    const { database, workspace } = await projectWith(major, 'create view public.one as select 1 as one;')
    const draft = await draftMigration(workspace, { environment: 'main' })
    expect(draft.proof?.isProven).toBe(true)
    write('db/migrations/20260102000000_more.sql', '-- migrate:up\ncreate table public.more ();\n')
    expect(await refusalOf(saveDraft(workspace, { id: draft.id ?? '', name: 'one' }))).toMatch(
      /^E-NEW-MIGRATION: The migration files changed since/,
    )
    expect(fs.readdirSync(path.join(folder, 'db/migrations'))).toHaveLength(2)
    await workspace.close()
    await database.drop()
  })
})
