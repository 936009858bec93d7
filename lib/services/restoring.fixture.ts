import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { TestDatabase } from '../testing/servers'
import { Workspace } from './workspace'

/** All that a superuser may make, but for what no other database of a server can have and labels without their module. */
export const EVERY_KIND = fs
  .readFileSync(path.join(import.meta.dirname, '../testing/every-kind.sql'), 'utf8')
  .replace(/^set allow_system_table_mods[\s\S]*/m, '')
  .replace(/^.*(?:\bapp\.far\b|\blanguage other\b|\bkinds_subscription\b|publication changes with).*$/gm, '')

/** Rows that refer to rows that come later, with a trigger that must not fire for them. */
export const ORDERS = `
  create table public.orders (id int generated always as identity primary key, parent int, note text);
  insert into public.orders (parent, note) select 2001 - n, repeat('x', n % 50) from generate_series(1, 2000) n;
  alter table public.orders add foreign key (parent) references public.orders;
  create function public.loud() returns trigger language plpgsql as $$ begin raise exception 'fired'; end $$;
  create trigger loud before insert on public.orders for each row execute function public.loud();
  select lo_create(4711);`

/** What somebody has in a local database, some of it under the same names. */
export const OLD = `
  create table public.old (id int primary key, note text); insert into public.old values (1, 'mine'), (2, 'too');
  create type public.mood as enum ('good'); create type public.pair as (a int, b int);
  create function public.old_one(public.mood) returns int language sql as 'select 1';
  create schema app; create table app.was (id int); create schema keep; create table keep.safe (a int);
  insert into keep.safe values (7); create publication changes for table public.old; select lo_create(4711);
  alter default privileges in schema public grant select on tables to public;`

/** A project in a folder of its own; `marks` goes into the configuration of an environment. */
export function restoringProject(
  urls: Readonly<Record<string, string>>,
  marks: Readonly<Record<string, object>> = {},
): Workspace {
  const directory = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-restoring-')))
  configure(directory, Object.keys(urls), marks)
  return reopened(directory, urls)
}

/** Writes the configuration of such a project. */
export function configure(
  directory: string,
  names: readonly string[],
  marks: Readonly<Record<string, object>> = {},
): void {
  const environments = names.map((name) => ({ name, url: { env: variableOf(name) }, ...marks[name] }))
  fs.writeFileSync(path.join(directory, 'lockstep.config.json'), JSON.stringify({ environments }))
}

/** The same project with other addresses. */
export function reopened(directory: string, urls: Readonly<Record<string, string>>): Workspace {
  return new Workspace({ directory, variables: variablesOf(urls) })
}

export function variablesOf(urls: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(urls).map(([name, url]) => [variableOf(name), url]))
}

function variableOf(name: string): string {
  return `URL_OF_${name.toUpperCase()}`
}

/** The lines of a project's audit log. */
export function auditOf({ place }: Workspace): Record<string, unknown>[] {
  const text = fs.readFileSync(path.join(place.directory, '.lockstep', 'audit.log'), 'utf8')
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}

/** All rows with the transactions that wrote them and where they lie, and all relations with their files and rights. */
export async function bytesOf({ query }: TestDatabase): Promise<string> {
  const tables =
    await query(`select oid::regclass::text as name from pg_class where relkind in ('r', 'm') and oid >= 16384
    and relnamespace::regnamespace::text <> 'pg_toast' order by 1`)
  const texts: string[] = []
  for (const { name } of tables) {
    const rows = await query(
      `select t.ctid::text, t.xmin::text, t::text as row from ${name} t order by t.ctid`,
    )
    texts.push(`${name} ${JSON.stringify(rows)}`)
  }
  const catalog = await query(
    'select oid, xmin::text, relname, relfilenode, relacl::text from pg_class where oid >= 16384 order by oid',
  )
  return [...texts, JSON.stringify(catalog)].join('\n')
}

/** Ends the session that restores into a database, at its server. */
export async function cutRestore({ url }: TestDatabase): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and classid = 1280262988
    and database = (select oid from pg_database where datname = current_database())`)
  await client.end()
}
