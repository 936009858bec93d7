import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { rejection } from '../../postgres/connect.fixture'
import { majors } from '../../testing/servers'
import type { MaskRule } from '../dump-record'
import type { TableFormat } from './table-copy'
import { emptyFolder, madeDatabase, read, write } from './written.fixture'

/** Every secret holds this word, or is one of the values below. */
const SECRET = 'hunter'

const SCHEMA = `
  create extension citext; create domain address as text check (value ~ '@'); create domain years as int check (value > 17);
  create table people (
    id int primary key, mail text not null unique, contact citext, home address, name varchar(6), phone text, bio text,
    born date, seen timestamptz, salary numeric(5, 2), rate numeric(2, 2), small smallint, key uuid, token char(40), pin text,
    doc jsonb, letters text[], low text generated always as (lower(mail)) stored, fine text generated always as (id::text) stored);
  create table visits (id int primary key, mail text references people (mail), key uuid, note text);
  create table "Log Book" (at int, "Who's" text) partition by range (at);
  create table log_1 partition of "Log Book" for values from (0) to (10);
  insert into people (id, mail, contact, home, name, phone, bio, born, seen, salary, rate, small, key, token, pin, doc, letters)
    select n, 'hunter' || n || '@corp.test', case n % 2 when 0 then 'Hunter@X' else 'hunter@x' end, 'hunter@home' || n, 'hunt' || n % 3,
    '+49 1234567' || n, 'hunter bio', date '2031-02-03', '2033-04-05 06:07:08+00', 987.65, 0.87, 31337,
    ('0000000a-1111-2222-3333-' || lpad(n::text, 12, '0'))::uuid, 'hunter-token', 'hunter-pin', '{"a": "hunter"}', '{hunter}'
    from generate_series(1, 50) n;
  insert into people (id, mail) values (99, 'hunter99@corp.test');
  insert into visits select id, mail, key, 'kept' from people where id < 11;
  insert into "Log Book" values (1, 'hunter1@corp.test'), (2, 'hunter1@corp.test'), (3, null);
`

const of =
  (table: string) =>
  (column: string, mask: MaskRule['mask'], rest: object = {}) =>
    ({ table, column, mask, ...rest }) as MaskRule
const person = of('public.people')
const visit = of('public.visits')

const MASKS: readonly MaskRule[] = [
  person('mail', 'hash'),
  person('contact', 'hash'),
  person('home', 'fake', { like: 'email' }),
  person('name', 'fake', { like: 'name' }),
  person('phone', 'fake', { like: 'phone' }),
  person('bio', 'fake', { like: 'text' }),
  person('born', 'fake', { like: 'date' }),
  person('seen', 'fake', { like: 'date' }),
  person('salary', 'fake', { like: 'number' }),
  person('rate', 'fake', { like: 'number' }),
  person('small', 'fake', { like: 'number' }),
  person('key', 'hash'),
  person('token', 'fixed', { value: `it's "fixed", \\N` }),
  person('pin', 'null'),
  person('doc', 'fixed', { value: '{}' }),
  person('letters', 'null'),
  visit('mail', 'hash'),
  visit('key', 'fake', { like: 'uuid' }),
  of('public.Log Book')("Who's", 'hash'),
]

describe.each(majors())('masked rows of Postgres %i', (major) => {
  it.each(['csv', 'jsonl', 'sql'] as TableFormat[])(
    'as %s hold nothing of what is masked',
    async (format) => {
      const source = await madeDatabase(major, SCHEMA)
      const { folder, written } = await write(source, { format, masks: MASKS })
      const text = written.files.map(({ name }) => read(folder, name)).join('\n')
      for (const secret of [
        SECRET,
        'corp.test',
        'hunt1',
        '1234567',
        '2031-02',
        '2033-04',
        '987.65',
        '0.87',
        '0000000a',
      ]) {
        expect([secret, text.toLowerCase().includes(secret)]).toEqual([secret, false])
      }
      expect(text).toContain('kept')
      expect(written.tables.map(({ name, rows }) => `${name} ${rows}`).sort()).toEqual([
        'log_1 3',
        'people 51',
        'visits 10',
      ])
      const people = written.tables.find(({ name }) => name === 'people')
      expect(people?.masked).toEqual([
        ...MASKS.filter(({ table }) => table === 'public.people').map(({ column }) => column),
        'low',
      ])
    },
  )

  it('keep what refers to each other, what is unique, what is nothing, and the types', async () => {
    const source = await madeDatabase(major, SCHEMA)
    const rows = await jsonRows(source, MASKS)
    const people = rows.get('people') ?? []
    const mails = new Map(people.map((row) => [row.id, row.mail]))
    expect(new Set(mails.values()).size).toBe(51)
    for (const { id, mail } of rows.get('visits') ?? []) expect(mail).toBe(mails.get(id))
    for (const { id, key } of rows.get('visits') ?? [])
      expect(key).toBe(people.find((row) => row.id === id)?.key)
    expect(rows.get('log_1')?.map((row) => row["Who's"])).toEqual([mails.get(1), mails.get(1), null])
    // Whatever their case, these are one value to the server.
    expect(new Set(people.slice(0, 50).map(({ contact }) => contact)).size).toBe(1)
    expect(people[0]).toMatchObject({
      id: 1,
      mail: expect.stringMatching(/^[0-9a-f]{32}$/),
      home: expect.stringMatching(/^user-[0-9a-f]{20}@example\.com$/),
      name: expect.stringMatching(/^\w{2,5} ?\w?/),
      phone: expect.stringMatching(/^\+1555\d{7}$/),
      bio: expect.stringMatching(/^\w+( \w+){5}$/),
      born: expect.stringMatching(/^(19|20)\d\d-\d\d-\d\d$/),
      seen: expect.stringMatching(/^(19|20)\d\d-\d\d-\d\dT00:00:00\+00:00$/),
      salary: expect.any(Number),
      rate: 0,
      key: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
      token: `it's "fixed", \\N`.padEnd(40),
      pin: null,
      doc: {},
      letters: null,
      low: null,
      fine: '1',
    })
    expect(people.filter(({ small }) => small === 31_337)).toEqual([])
    expect(people.at(-1)).toMatchObject({
      id: 99,
      home: null,
      name: null,
      born: null,
      key: null,
      token: expect.any(String),
    })
  })

  it('cannot be compared from one dump to the next', async () => {
    const source = await madeDatabase(major, SCHEMA)
    const [first, second] = [await jsonRows(source, MASKS), await jsonRows(source, MASKS)]
    const people = second.get('people') ?? []
    expect(people).toHaveLength(51)
    const before = new Map(first.get('people')?.map((row) => [row.id, row]))
    for (const column of ['mail', 'home', 'key', 'phone']) {
      const same = people.filter(
        (row) => row[column] !== null && row[column] === before.get(row.id)?.[column],
      )
      expect([column, same]).toEqual([column, []])
    }
    // Of telephone numbers there are so few that two people may have one by chance.
    for (const column of ['mail', 'home', 'key']) {
      const values = new Set([...before.values()].map((row) => row[column]))
      const same = people.filter((row) => row[column] !== null && values.has(row[column]))
      expect([column, same]).toEqual([column, []])
    }
  })

  it.skipIf(spawnSync('psql', ['--version']).status !== 0)(
    'are restored by psql, with all constraints',
    async () => {
      const source = await madeDatabase(major, SCHEMA)
      const target = await madeDatabase(major, `${SCHEMA}; truncate people, visits, "Log Book"`)
      const { folder } = await write(source, { format: 'sql', masks: MASKS })
      const args = [
        '-X',
        '-q',
        '-v',
        'ON_ERROR_STOP=1',
        '-d',
        target.url,
        '-f',
        path.join(folder, 'data.sql'),
      ]
      const { status, stderr } = spawnSync('psql', args, { encoding: 'utf8' })
      expect([stderr, status]).toEqual(['', 0])
      expect(
        await target.query(
          'select count(*)::int as rows, count(*) filter (where low = mail)::int as same from people',
        ),
      ).toEqual([{ rows: 51, same: 51 }])
    },
  )

  it.each([
    [
      person('born', 'fixed', { value: 'tomorrowish' }),
      'public.people.born cannot be masked so: the server says invalid input syntax for type date',
    ],
    [
      person('home', 'hash'),
      'public.people.home cannot be masked so: the server says value for domain public.address violates check constraint',
    ],
    [person('hme', 'hash'), 'A masking rule is for the column hme of public.people, which does not exist.'],
    [
      of('public.peple')('mail', 'hash'),
      'A masking rule is for the table public.peple, which does not exist.',
    ],
  ])('are refused before anything is written: %j', async (rule, message) => {
    const source = await madeDatabase(major, SCHEMA)
    const folder = emptyFolder()
    const error = await rejection(write(source, { format: 'csv', masks: [rule], folder }))
    expect(error).toMatchObject({ code: 'E-DUMP-MASK', message: expect.stringContaining(message) })
    expect(fs.readdirSync(folder)).toEqual([])
  })
})

type Row = Record<string, unknown>

async function jsonRows(source: { url: string }, masks: readonly MaskRule[]): Promise<Map<string, Row[]>> {
  const { folder, written } = await write(source, { format: 'jsonl', masks })
  return new Map(
    written.tables.map(({ name }, i) => {
      const lines = read(folder, written.files[i]?.name ?? '')
        .trimEnd()
        .split('\n')
      return [name, lines.map((line) => JSON.parse(line) as Row)]
    }),
  )
}
