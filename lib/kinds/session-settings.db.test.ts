import { beforeAll, describe, expect, test } from 'vitest'
import { compareSnapshots } from '../objects/compare'
import { loadGrammar } from '../sql/wording'
import { DATABASE_KINDS, readDatabase } from '../testing/read-database'
import { createDatabase, majors } from '../testing/servers'

/** Texts and constants that a server prints by the settings of whoever asks. */
const OBJECTS = `
  create table t (a text default 'back\\slash it''s', b bytea default '\\xdead', c timestamptz default '2026-01-02 03:04:05+06',
    d interval default '1 month 2 days 03:04', e date default '2026-02-03', f double precision default 0.1::real + 0.2,
    g money default 12.5::numeric::money, h money default '1234.50', "order" int, plain int check (plain > 0));
  create view v as select plain, 'a\\b'::text as text, '1 day'::interval as day, '2026-01-02 03:04:05+06'::timestamptz as at from t;
  create function f() returns trigger language plpgsql as 'begin return new; end';
  create trigger g before update on t for each row when (old.a <> 'back\\slash') execute function f('back\\slash', 'it''s');
  create index on t ((a || '\\')) where a <> '\\';`

const SETTINGS = [
  'standard_conforming_strings = off',
  'escape_string_warning = off',
  'quote_all_identifiers = on',
  'bytea_output = escape',
  "datestyle = 'SQL, DMY'",
  'intervalstyle = iso_8601',
  "timezone = 'Asia/Kolkata'",
  'extra_float_digits = 0',
  'search_path = pg_toast',
  "default_transaction_isolation = 'serializable'",
  'default_transaction_deferrable = on',
  'array_nulls = off',
  'row_security = off',
]

beforeAll(loadGrammar)

describe.each(majors())('PostgreSQL %i', (major) => {
  test('what a database sets for its sessions changes nothing that is read', async () => {
    const [plain, set] = await Promise.all([
      createDatabase(major, { sql: OBJECTS }),
      createDatabase(major, { sql: OBJECTS }),
    ])
    try {
      for (const setting of SETTINGS) await set.query(`alter database ${set.name} set ${setting}`)
      const source = await readDatabase(plain.url)
      const target = await readDatabase(set.url)
      const { differences } = compareSnapshots(source, target, DATABASE_KINDS)
      const others = differences.filter(({ kind }) => kind !== 'database-setting')
      expect(differences.length - others.length).toBe(SETTINGS.length)
      expect(others).toEqual([])
    } finally {
      await Promise.all([plain.drop(), set.drop()])
    }
  })
})
