import { expect, test } from 'vitest'
import { splitStatements } from './split-statements'

const texts = (script: string) => splitStatements(script).statements.map(({ text }) => text)

test.each([
  ['two statements', 'select 1; select 2', ['select 1', 'select 2']],
  ['empty ones', ';; -- nothing\n;/* at all */', []],
  [
    'a semicolon in quotes',
    `select ';', "a;b", E'\\';' ; select 2`,
    [`select ';', "a;b", E'\\';'`, 'select 2'],
  ],
  ['a doubled quote', `select 'it''s;' ; select 2`, [`select 'it''s;'`, 'select 2']],
  [
    'dollar quotes',
    'do $a$ begin; $b$ ;$b$ end $a$; select $1',
    ['do $a$ begin; $b$ ;$b$ end $a$', 'select $1'],
  ],
  ['nested comments', 'select /* a /* ; */ ; */ 1; select 2', ['select /* a /* ; */ ; */ 1', 'select 2']],
  [
    'an SQL body',
    'create function f() returns int begin atomic select 1; select case when true then 2 end; end; select 3',
    [
      'create function f() returns int begin atomic select 1; select case when true then 2 end; end',
      'select 3',
    ],
  ],
  [
    'begin and end of a transaction',
    'begin; select 1; end; select 2',
    ['begin', 'select 1', 'end', 'select 2'],
  ],
  [
    'a rule of several actions',
    'create rule r as on update to t do (delete from u; notify "("); select 2',
    ['create rule r as on update to t do (delete from u; notify "(")', 'select 2'],
  ],
  ['an identifier with a dollar', 'select a$b; select 2', ['select a$b', 'select 2']],
  ['an unterminated text', "select 'a; b", ["select 'a; b"]],
])('%s', (_, script, expected) => {
  expect(texts(script)).toEqual(expected)
})

test('tells the line each statement begins on', () => {
  const { statements } = splitStatements('-- one\nselect 1;\n\n/* two\n */ select 2;')
  expect(statements.map(({ line }) => line)).toEqual([2, 5])
})

test('leaves psql commands out and gives them back', () => {
  const { statements, psqlLines } = splitStatements('\\restrict abc\nselect 1;\n\\! rm -rf\nselect 2;')
  expect(statements.map(({ text }) => text)).toEqual(['select 1', 'select 2'])
  expect(psqlLines).toEqual([
    { text: '\\restrict abc\n', line: 1 },
    { text: '\\! rm -rf\n', line: 3 },
  ])
})

test('keeps the rows of COPY with their statement', () => {
  const { statements } = splitStatements('copy t (a) from stdin;\n1;\\n\n2\n\\.\nselect 1;')
  expect(statements).toEqual([
    { text: 'copy t (a) from stdin', line: 1, copyData: '1;\\n\n2\n' },
    { text: 'select 1', line: 5 },
  ])
})
