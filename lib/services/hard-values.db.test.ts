import fs from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDatabase, majors, type TestDatabase } from '../testing/servers'
import { dumped } from './dump.fixture'
import { restoreInto } from './restore-into'
import { planRestore } from './restore-plan'
import { restoreTest } from './restore-test'
import { restoringProject } from './restoring.fixture'
import type { Workspace } from './workspace'

/** Values that a careless format, quoting or reading changes. */
const VALUES = String.raw`
  create type comp as (a int, b text, c text[]); create type mood as enum ('sad', 'ok'); create domain doc as json;
  create type nest as (c comp, m mood); create domain list as int[];
  create table v (id serial primary key, t text, n numeric, f4 real, f8 float8, b bytea, j json, jb jsonb, dj doc, a int[],
    ta text[], la list, ja json[], d date, ts timestamp, tz timestamptz, iv interval, ti time, ttz timetz, c comp, ca comp[],
    ne nest, r int4range, mr int4multirange, tr tstzrange, ir inet, x xml, vb varbit, ch char(5), m mood[], pt point,
    tv tsvector, tq tsquery, q "char", iv2 int2vector);
  insert into v (t) values (''), (null), (E'\t'), (E'\r\n'), (E'\\'), (E'\\N'), (E'\\.'), ('"'), ('""'), (E'a"b\n,c'),
    ('NULL'), (' '), (E'\u00e4\U0001F600'), (E'\x01\x02\x7f'), (repeat('x', 100000)), (E'\b\f\v'), (E'\u2028'), (E'\ufeffb');
  insert into v (n) values ('NaN'), ('Infinity'), (1e130), (('1.' || repeat('1', 900))::numeric), (0.000), (1e-100);
  insert into v (f4, f8) values ('NaN', 'NaN'), ('Infinity', '-Infinity'), ('-0', '-0'), (1e-45, 5e-324),
    (16777217, 9007199254740993);
  insert into v (b) values (''), ('\x00'), ('\x5c5c0a0d09'), (decode(repeat('00ff', 50000), 'hex'));
  insert into v (j, jb, dj, ja) values ('{"a":1,"a":2, "b" : [ ]}', '{"a":1}', '"\u0041"', array['"\\u0041"'::json, null]),
    ('"\u0041\u00e4"', '"\u00e4"', '1.10', '{}'), ('1e400', '1e400', '"x"', null), ('"null"', '"null"', '[]', null),
    ('[1 , 2]', '[1, null]', '{}', null), ('-0', '-0', null, null);
  insert into v (a, ta, la, m) values ('{}', '{}', '{}', '{}'), ('{1,NULL}', '{NULL,"NULL","","\"","\\","{}"," "}', '{1}', '{ok,NULL}'),
    ('{{1,2},{3,4}}', '{{a,NULL},{b,c}}', '{{1}}', null), ('[2:4]={1,2,3}', '[-1:0]={x,"[2:3]={y}"}', '[0:0]={5}', '[7:7]={ok}'),
    ('[1:1][2:3]={{1,2}}', null, null, null);
  insert into v (d, ts, tz) values ('infinity', '-infinity', 'infinity'), ('0044-03-15 BC', '4713-01-01 BC', '4713-01-01 00:00+00 BC'),
    ('5874897-12-31', '294276-12-31 23:59:59.999999', '1883-11-18 12:03:57-04:56:02');
  insert into v (iv, ti, ttz) values ('1 year -2 mons +3 days -04:05:06.789', '24:00', '24:00-12'), ('0', '0:00', '1:02+15:59:59');
  insert into v (c, ca, ne) values ((1, 'x', array['a', null]), array[(1, 'a"b', null)::comp, null], ((1, 'n', null)::comp, 'ok')),
    ((null, null, null), '{}', null), ((2, E'tab\t"q",(),\\ \n', '{a}'), null, (null, null));
  insert into v (r, mr, tr) values ('empty', '{}', 'empty'), ('(,)', '{(,3),[5,7)}', '[-infinity,infinity)');
  insert into v (ir, x, vb, ch) values ('::1', '<a>&lt;b "x"/&gt;</a>', B'', 'a'), ('192.168.0.1/24', E'text\n<b/>', B'0101', '  ');
  insert into v (pt, tv, tq, q, iv2) values ('(NaN,-Infinity)', 'a:1A,2B ''it''''s'':3C', 'a & !b | (c <-> d:*AB)', 'x', '1 2');
  create table same (a int, t text); insert into same select 1, 'same' from generate_series(1, 1000);
  insert into same values (null, null), (null, null), (null, ''), (null, '');
  create table one (t text); insert into one values (''), (null), (E'\\.'), ('"');`

describe.each(majors())('hard values of Postgres %i', (major) => {
  let source: TestDatabase
  let local: TestDatabase
  let prod: TestDatabase
  let project: Workspace
  beforeAll(async () => {
    source = await createDatabase(major, { sql: VALUES })
    local = await createDatabase(major)
    prod = await createDatabase(major)
    project = restoringProject({ local: local.url, staging: source.url, prod: prod.url })
  })
  afterAll(async () => {
    await project.close()
    for (const database of [source, local, prod]) await database.drop()
    fs.rmSync(project.place.directory, { recursive: true, force: true })
  })

  const rowsIn = async ({ query }: TestDatabase) => [
    await query('select v::text as row from v order by id'),
    await query('select same::text as row from same order by 1'),
    await query('select one::text as row from one order by 1'),
  ]

  test.each([
    ['sql', false],
    ['custom', false],
    ['csv', true],
    ['jsonl', false],
  ] as const)('are the same after a restore of %s, compressed %s', async (format, isCompressed) => {
    const record = await dumped(project, { environment: 'staging', options: { format, isCompressed } })
    expect(record).toMatchObject({ error: null, state: 'verified' })
    expect(await restoreTest(project, record.id)).toMatchObject({
      error: null,
      differences: [],
      rowDifferences: [],
      state: 'passed',
    })
    const { key, warnings } = await planRestore(project, { id: record.id, into: 'local' })
    expect(warnings.some((line) => /null of JSON/.test(line))).toBe(format === 'jsonl')
    expect(await restoreInto(project, { key, name: 'local' })).toMatchObject({
      state: 'restored',
      differences: [],
    })
    expect(await rowsIn(local)).toEqual(await rowsIn(source))
  })
})
