import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { objectId, parseObjectId } from '../objects/address'
import { compareSnapshots } from '../objects/compare'
import { finder } from '../objects/finder'
import { findObject, findRows, fingerprint, refOf, type Snapshot } from '../objects/snapshot'
import { splitStatements } from '../sql/split-statements'
import { identifier, literal, type Sql, sql } from '../sql/sql'
import { DATABASE_KINDS, readDatabase, readPrepared } from '../testing/read-database'
import { createDatabase, majors, type TestDatabase } from '../testing/servers'
import { KINDS_BY_NAME } from './all'

/** Names that break what is careless with quotes, lines, markup, templates, paths, prototypes, bytes or directions. */
const NAMES = [
  'a"b',
  "a'b",
  'a\nb',
  'a\tb',
  'a\rb',
  'a\\b',
  '\\N',
  '\\.',
  '\\! touch /tmp/p',
  '<img src=x onerror=alert(1)>',
  '</script><script>',
  '{{7*7}}',
  '$' + '{x}',
  '$(id)',
  '$$',
  ';drop',
  '--',
  '/*',
  ' a ',
  '.',
  '..',
  'a.b',
  'a:b%2E',
  'a/b?c#d&e',
  '__proto__',
  'constructor',
  'toString',
  '🐘',
  'e\u0301',
  '\u202Etxt.exe',
  'a\u200Bb',
  'שלום',
  'x'.repeat(63),
  'é'.repeat(31),
  'WHEN (',
  'select',
  'A',
]

/** Where the object of a kind is that has the name; hosts are numbered, because names of relations exclude each other. */
const EXPECTED: Readonly<Record<string, (name: string, host: string) => string[]>> = {
  schema: (name) => [name],
  sequence: (name) => ['sequences', name],
  table: (name) => ['tables', name],
  column: (name) => ['tables', name, name],
  'primary-key': (name, host) => ['keys', host, name],
  'unique-constraint': (name, host) => ['uniques', host, name],
  'exclusion-constraint': (name, host) => ['exclusions', host, name],
  'check-constraint': (name) => ['tables', name, name],
  'foreign-key': (name, host) => ['references', host, name],
  index: (name, host) => ['indexes', host, name],
  statistics: (name) => ['tables', name],
  view: (name) => ['views', name],
  'materialized-view': (name) => ['stored', name],
  function: (name) => ['functions', name, ''],
  trigger: (name) => ['tables', name, name],
  rule: (name) => ['tables', name, name],
  'event-trigger': (name) => [name],
}

const SCHEMAS = [
  'tables',
  'keys',
  'uniques',
  'exclusions',
  'references',
  'requireds',
  'indexes',
  'sequences',
  'views',
  'stored',
  'functions',
]

function hostOf(name: string): string {
  return `host_${NAMES.indexOf(name)}`
}

function objectsNamed(name: string): Sql {
  const named = identifier(name)
  const host = identifier(hostOf(name))
  const table = sql`tables.${named}`
  return sql`
    create schema ${named};
    create table ${table} (${named} int, note text not null, id int generated always as identity,
      constraint ${named} check (${named} > 0));
    create table keys.${host} (a int constraint ${named} primary key);
    create table uniques.${host} (a int constraint ${named} unique);
    create table exclusions.${host} (a int, constraint ${named} exclude using btree (a with =));
    create table "references".${host} (a int constraint ${named} references keys.${host});
    create table requireds.${host} (a int constraint ${named} not null);
    create table indexes.${host} (${named} int, note text);
    create index ${named} on indexes.${host} (${named}, lower(note)) where ${named} > 1;
    create sequence sequences.${named};
    create statistics tables.${named} on ${named}, note from ${table};
    create view views.${named} as select ${named} from ${table} where ${named} > 1;
    create materialized view stored.${named} as select ${named}, note from ${table};
    create function functions.${named}() returns trigger language plpgsql as 'begin return new; end';
    create trigger ${named} before update of ${named} on ${table} for each row when (new.${named} > 1)
      execute function functions.${named}(${literal(name)});
    create rule ${named} as on insert to ${table} where new.${named} > 5 do also delete from ${table} where ${named} = new.${named};
    create event trigger ${named} on sql_drop execute function "references".ends();`
}

function script(names: readonly string[]): string {
  const schemas = SCHEMAS.map((schema) => sql`create schema ${identifier(schema)}`)
  const ends = `create function "references".ends() returns event_trigger language plpgsql as 'begin end'`
  return [...schemas, ends, ...names.map(objectsNamed)].join(';\n')
}

function differences(source: Snapshot, target: Snapshot) {
  return compareSnapshots(source, target, DATABASE_KINDS).differences
}

describe.each(majors())('PostgreSQL %i', (major) => {
  let database: TestDatabase
  let snapshot: Snapshot

  beforeAll(async () => {
    database = await createDatabase(major, { sql: script(NAMES) })
    snapshot = await readDatabase(database.url)
  })
  afterAll(() => database?.drop())

  test.each(Object.entries(EXPECTED))('every %s is read under its own name', (kindName, addressOf) => {
    const kind = kindNamed(kindName)
    const found = new Set(findRows(snapshot, kind, []).map((row) => JSON.stringify(refOf(kind, row).address)))
    expect(NAMES.filter((name) => !found.has(JSON.stringify(addressOf(name, hostOf(name)))))).toEqual([])
  })

  test('every object has an id that leads back to it', () => {
    for (const kind of DATABASE_KINDS) {
      for (const row of findRows(snapshot, kind, [])) {
        const ref = refOf(kind, row)
        expect(parseObjectId(objectId(ref))).toEqual(ref)
        expect(objectId(ref)).not.toMatch(/[\s"<>\\]/)
        expect(findObject(snapshot, kind, ref)).toEqual(row)
      }
    }
  })

  test.runIf(major >= 18)('only not-null constraints that were named are read, under their names', () => {
    const rows = findRows(snapshot, kindNamed('not-null-constraint'), [])
    expect(rows.map(({ table, name }) => [table, name]).sort()).toEqual(
      NAMES.map((name) => [hostOf(name), name]).sort(),
    )
  })

  test('read by prepared statements it is the same', async () => {
    const before = fingerprint(snapshot)
    expect((await readPrepared(database.url)).map(fingerprint)).toEqual([before, before])
  })

  test('built in another order it is the same', async () => {
    const twin = await createDatabase(major, { sql: script([...NAMES].reverse()) })
    try {
      expect(differences(snapshot, await readDatabase(twin.url)).map(({ id }) => id)).toEqual([])
    } finally {
      await twin.drop()
    }
  })

  test('all that goes with a missing schema is grouped with it, under every name', async () => {
    const empty = await createDatabase(major)
    try {
      const found = differences(snapshot, await readDatabase(empty.url))
      expect(found.map(({ id }) => id).sort()).toEqual(
        [...SCHEMAS, ...NAMES].map((name) => objectId({ kind: 'schema', address: [name] })).sort(),
      )
    } finally {
      await empty.drop()
    }
  })

  test('the statements that are shown make the same objects', async () => {
    const made = await createDatabase(major)
    try {
      await makeObjects(made, snapshot)
      expect(differences(snapshot, await readDatabase(made.url)).map(({ id }) => id)).toEqual([])
    } finally {
      await made.drop()
    }
  })
})

function kindNamed(name: string) {
  const kind = KINDS_BY_NAME.get(name)
  if (!kind) throw new Error(`There is no kind ${name}.`)
  return kind
}

/** Runs all statements, those that need others after them: as long as one more works. */
async function makeObjects(database: TestDatabase, snapshot: Snapshot): Promise<void> {
  const find = finder(snapshot, KINDS_BY_NAME)
  let waiting = DATABASE_KINDS.flatMap((kind) =>
    findRows(snapshot, kind, []).flatMap((row) => splitStatements(kind.ddl(row, find)).statements),
  )
  for (let before = waiting.length + 1; waiting.length < before; ) {
    before = waiting.length
    const failed: typeof waiting = []
    for (const statement of waiting) {
      await database.query(statement.text).catch(() => failed.push(statement))
    }
    waiting = failed
  }
}
