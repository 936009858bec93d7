import { expect, test } from 'vitest'
import { splitStatements } from './split-statements'

test('keeps the comment above a statement and drops the semicolon', () => {
  expect(splitStatements('-- first\nselect 1;\n\nselect 2;\n')).toEqual(['-- first\nselect 1', 'select 2'])
})

test.each([
  ["select ';', 'it''s; so'"],
  ["select e'\\';'"],
  ['select "a;""b"'],
  ['create function f() returns int language sql as $body$ select 1; $$;$$ $body$'],
  ['/* one; two */ select 1'],
  ['select 1 -- not; here'],
  [
    'create function f() returns int language sql begin atomic select case when true then 1 end; select 2; end',
  ],
])('does not cut inside %s', (statement) => {
  expect(splitStatements(`${statement}\n;select 9`)).toEqual([statement, 'select 9'])
})

test('ends a procedural block at its own semicolon', () => {
  expect(splitStatements('do $$ begin perform 1; end $$;\nselect case 1 when 1 then 2 end;')).toEqual([
    'do $$ begin perform 1; end $$',
    'select case 1 when 1 then 2 end',
  ])
})

test('leaves out what is only a comment, and keeps a last statement without semicolon', () => {
  expect(splitStatements('select 1;\n-- the end\n')).toEqual(['select 1'])
  expect(splitStatements('select 1')).toEqual(['select 1'])
})
