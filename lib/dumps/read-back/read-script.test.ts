import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { readScript } from './read-script.mjs'

async function* inPieces(text: string, bytes: number): AsyncGenerator<Buffer> {
  const all = Buffer.from(text)
  for (let at = 0; at < all.length; at += bytes) yield all.subarray(at, at + bytes)
}

const read = (text: string, bytes = 1 << 20) => readScript(inPieces(text, bytes))
const hash = (text: string) => createHash('sha256').update(text).digest('hex')
const FOOTER = '--\n-- PostgreSQL database dump complete\n--\n\n'

/** Rows that read like everything else. */
const ROWS = '1\t\\\\.\n2\t;\n\\N\t$$\n\t\\\\! touch x\n-- PostgreSQL database dump complete\n\n'

test.each([1, 2, 3, 5, 64, 1 << 20])('rows are counted and hashed in pieces of %i bytes', async (bytes) => {
  const script = `COPY public."a ""b""" (id, "c, d") FROM stdin;\n${ROWS}\\.\n\nCOPY e FROM stdin;\r\n\\.\r\n${FOOTER}`
  expect(await read(script, bytes)).toEqual({
    isWhole: true,
    objects: [],
    tables: [
      { schema: 'public', name: 'a "b"', columns: ['id', 'c, d'], rows: 6, sha256: hash(ROWS) },
      { schema: 'public', name: 'e', columns: [], rows: 0, sha256: hash('') },
    ],
    commands: [],
  })
})

test.each([
  ['\\! touch /tmp/x', '\\! touch /tmp/x'],
  ['select 1 \\g | sh', '\\g | sh'],
  ['COPY t FROM stdin; \\! id', '\\! id'],
  ["select 'a'; \\copy t from program 'id'", "\\copy t from program 'id'"],
  ['/* a */ \\i other.sql', '\\i other.sql'],
  ['\\restrict a\n\\unrestrict a\n\\connect other', '\\connect other'],
  ['  \\restrict a; \\! id', '\\restrict a; \\! id'],
  ["set standard_conforming_strings = on;\nselect 'a\\'; \\! id --'", "\\! id --'"],
])('a command of psql that no dump needs is told: %s', async (script, command) => {
  expect((await read(`${script}\n${FOOTER}`)).commands).toEqual([command])
})

test.each([
  '\\restrict abc\n\\unrestrict abc',
  "select E'\\\\';",
  "select '\n\\! id\n';",
  'create function f() as $a$\n\\! id\n$a$;',
  '/* \n /* \\! id */ \n \\! id */ select 1;',
  'create table "a\n\\! id" ();',
  '-- \\! id',
  "SET standard_conforming_strings = off;\nselect 'a\\'\\! id';",
])('what only looks like one is not: %s', async (script) => {
  expect(await read(`${script}\n${FOOTER}`)).toMatchObject({ commands: [], isWhole: true })
})

test.each([
  ['a script without its last comment', '-- Name: x\nselect 1;\n', false],
  ['one that ends among rows', `COPY t FROM stdin;\n${FOOTER}`, false],
  ['one that ends in a text', `select '${FOOTER}`, false],
  ['one that ends in a statement', 'select 1', false],
  ['nothing', '', false],
  ['one without comments that ends after a statement', 'select 1;\n', true],
  ['a whole one', `select 1;\n${FOOTER}`, true],
  ['one of a cluster', 'select 1;\n-- PostgreSQL database cluster dump complete\n', true],
  ['one whose last comment is in a body', `create function f() as $$\n${FOOTER}$$;\n-- x\n`, false],
])('whole or not: %s', async (_, script, isWhole) => {
  expect((await read(script)).isWhole).toBe(isWhole)
})

test('statements inside of a function in SQL do not end it', async () => {
  const script = `CREATE FUNCTION f() RETURNS int
    LANGUAGE sql
    BEGIN ATOMIC
 SELECT CASE WHEN true THEN 1 ELSE 2 END;
 COPY x FROM stdin;
END;
-- Name: t; Type: TABLE; Schema: public; Owner: app
${FOOTER}`
  const { objects, tables, isWhole } = await read(script)
  expect({ objects, tables, isWhole }).toEqual({
    objects: [{ type: 'TABLE', schema: 'public', name: 't' }],
    tables: [],
    isWhole: true,
  })
})
