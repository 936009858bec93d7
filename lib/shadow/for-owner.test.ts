import { describe, expect, test } from 'vitest'
import { forOwner } from './for-owner'

describe('what only a superuser may create', () => {
  test.each([
    ['create extension moddatetime', `'moddatetime', pg_catalog.current_schema(), false, false`],
    [
      'CREATE EXTENSION IF NOT EXISTS "pg_stat_statements" WITH SCHEMA "My Ext"',
      `'pg_stat_statements', 'My Ext', true, false`,
    ],
    [
      `create extension earthdistance schema Geo version '1.1' cascade`,
      `'earthdistance', 'geo', false, true`,
    ],
  ])('%s', (statement, words) => {
    expect(forOwner(statement)).toBe(`select pg_catalog.lockstep_create_extension(${words})`)
  })

  test('event triggers, with and without tags', () => {
    expect(forOwner('create event trigger a on ddl_command_end execute function ops.note()')).toBe(
      `select pg_catalog.lockstep_create_event_trigger('a', 'ddl_command_end', null, 'ops.note'::pg_catalog.regproc)`,
    )
    expect(
      forOwner(`create event trigger "A b" on SQL_DROP when tag in ('DROP TABLE') execute procedure "N n"()`),
    ).toBe(
      `select pg_catalog.lockstep_create_event_trigger('A b', 'sql_drop', array['DROP TABLE']::pg_catalog.text[], '"N n"'::pg_catalog.regproc)`,
    )
  })

  test('an owner who makes a role becomes its member', () => {
    expect(forOwner('create role "App User" login')).toBe(
      'create role "App User" login; grant "App User" to postgres',
    )
  })
})

test.each([
  'create extension pgcrypto',
  'create extension postgis',
  'create user mapping for current_user server s',
  `do $$ begin create extension moddatetime; end $$`,
  'create table extension (role text)',
  `select 'create extension moddatetime'`,
])('stays as it is: %s', (script) => {
  expect(forOwner(script)).toBe(script)
})

test('all around it stays on its line, also the same words in a comment', () => {
  const script = `-- create extension moddatetime;
create extension
  moddatetime;
/* create extension moddatetime */ select 1;
\\echo done
copy t from stdin;
create extension moddatetime;
\\.
select 2;`
  const lines = forOwner(script).split('\n')
  const changed = script.split('\n').flatMap((line, i) => (line === lines[i] ? [] : [i + 1]))
  expect(lines).toHaveLength(9)
  expect(changed).toEqual([2, 3])
})
