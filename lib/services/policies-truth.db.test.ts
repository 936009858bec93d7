import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import type { TableSide } from '../access/asked-roles'
import type { Extent, Width } from '../access/compare-rows'
import { compareTables, type TableComparison } from '../access/compare-tables'
import type { SecurityIndex } from '../access/security-index'
import { KINDS } from '../kinds/all'
import { objectId } from '../objects/address'
import {
  COLUMNS,
  changedTable,
  type SecuredTable,
  securedTable,
  securedTableSql,
} from '../testing/generate/policies'
import { Random } from '../testing/generate/random'
import { seedsOr } from '../testing/generate/seeds'
import { withOwnRoles } from '../testing/own-roles'
import { readDatabase } from '../testing/read-database'
import { createDatabase, majors, type TestDatabase } from '../testing/servers'
import { buildBoard } from './policies-board'

/** Roles that policies name and that own tables: one inherits from another, one is a member without that, one bypasses. */
const NAMED = ['truth_owner', 'truth_app', 'truth_group', 'truth_member', 'truth_guest', 'truth_bypass']
const ROLES = [...NAMED, 'truth_deputy']
const OWN = /^(?:truth_|pg_|postgres$)/
const MAKE_ROLES = `do $$ begin
    create role truth_owner; create role truth_app; create role truth_group; create role truth_member in role truth_group;
    create role truth_guest noinherit in role truth_group; create role truth_bypass bypassrls;
    create role truth_deputy in role truth_owner;
  exception when duplicate_object or unique_violation then null; end $$;`

/** Tables hold one row at a time, of every combination of values of the columns: the bits of a number, called world. */
const WORLDS = 2 ** COLUMNS.length

/**
 * What the server really lets each role do with each of these rows, by command and side. A row that is found for an UPDATE and
 * refused as it is written was found; what may be written is tried on a row that is found.
 */
const MEASURE = `
  create function values_of(world int) returns text language sql
    as $$ select string_agg(((world >> i) & 1 = 1)::text, ', ' order by i) from generate_series(0, ${COLUMNS.length - 1}) i $$;
  create function attempt(one text, statement text) returns int language plpgsql as $$
  declare touched int;
  begin
    begin
      perform set_config('role', one, true);
      execute statement;
      get diagnostics touched = row_count;
      raise exception using errcode = 'TAKEN', message = 'taken back';
    exception when sqlstate 'TAKEN' then null; when insufficient_privilege then touched := -1;
    end;
    return touched;
  end $$;
  create function put(name text, world int) returns void language plpgsql as $$
  begin
    execute format('delete from %I', name);
    execute format('insert into %I values (%s, 0)', name, values_of(world));
  end $$;
  create function measure(name text) returns table(what text, worlds int[]) language plpgsql as $$
  declare one text; read int[]; added int[]; found int[]; written int[]; removed int[];
  begin
    foreach one in array array['${ROLES.join("','")}'] loop
      read := '{}'; added := '{}'; found := '{}'; written := '{}'; removed := '{}';
      for world in 0..${WORLDS - 1} loop
        perform put(name, world);
        if attempt(one, format('select from %I', name)) > 0 then read := read || world; end if;
        if attempt(one, format('insert into %I values (%s, 0)', name, values_of(world))) > 0 then added := added || world; end if;
        if attempt(one, format('update %I set touched = 1', name)) <> 0 then found := found || world; end if;
        if attempt(one, format('delete from %I', name)) > 0 then removed := removed || world; end if;
      end loop;
      if cardinality(found) > 0 then
        perform put(name, found[1]);
        for world in 0..${WORLDS - 1} loop
          if attempt(one, format('update %I set (${COLUMNS.join(', ')}) = (%s)', name, values_of(world))) > 0
          then written := written || world; end if;
        end loop;
      end if;
      return query values (one || ' SELECT using', read), (one || ' INSERT check', added), (one || ' UPDATE using', found),
        (one || ' UPDATE check', written), (one || ' DELETE using', removed);
    end loop;
  end $$;`

/** By role, command and side, such as `truth_app UPDATE check`, the worlds whose rows are let through. */
type Truth = ReadonlyMap<string, readonly number[]>

async function truthOf(database: TestDatabase, name: string): Promise<Truth> {
  const rows = await database.query(`select * from measure('${name}')`)
  return new Map(rows.map(({ what, worlds }) => [what, worlds]))
}

function widthOf(source: readonly number[], target: readonly number[]): Width {
  const isLost = source.some((world) => !target.includes(world))
  const isGained = target.some((world) => !source.includes(world))
  if (isLost) return isGained ? 'unordered' : 'narrower'
  return isGained ? 'wider' : 'same'
}

function extentOf(worlds: readonly number[]): Extent {
  return worlds.length === WORLDS ? 'every' : worlds.length > 0 ? 'some' : 'none'
}

async function made(major: Major, tables: readonly SecuredTable[]): Promise<TestDatabase> {
  const database = await createDatabase(major)
  onTestFinished(() => database.drop())
  await database.query(`set client_min_messages = warning; ${MAKE_ROLES} ${MEASURE}
    ${tables.map((table, i) => securedTableSql(`t${i}`, table)).join('\n')}
    grant all on all tables in schema public to ${ROLES.join(', ')}`)
  return database
}

const [oldest, newest] = [majors()[0], majors().at(-1)] as [Major, Major]
type Major = ReturnType<typeof majors>[number]

/** Roles belong to the whole server, which other tests use as well. */
afterAll(async () => {
  for (const major of new Set([oldest, newest])) {
    const database = await createDatabase(major, { sql: `drop role ${ROLES.join(', ')}` })
    await database.drop()
  }
})

describe('generated policies', () => {
  test.each(seedsOr([1, 2]))('let every role do more, less or the same as is said, seed %i', async (seed) => {
    const random = new Random(seed)
    const before = Array.from({ length: 100 }, () => securedTable(random, NAMED))
    const after = before.map((table) => changedTable(random, table, NAMED))
    const databases = await Promise.all([made(oldest, before), made(newest, after)])
    const [prod, staging] = databases
    const snapshots = await Promise.all(
      databases.map(async ({ url }) => withOwnRoles(await readDatabase(url, KINDS), OWN)),
    )
    const board = await buildBoard(
      snapshots.map((snapshot, i) => ({ name: `${i}`, snapshot })),
      0,
    )
    const verdicts = new Set<string>()
    let claims = 0
    for (const [i, table] of before.entries()) {
      const name = `t${i}`
      const [source, target] = board.sides.map((index) => sideOf(index, name)) as [TableSide, TableSide]
      const { verdict, changes } = compareTables(source, target, board.context(1))
      const [was, is] = await Promise.all([truthOf(prod, name), truthOf(staging, name)])
      const widths = new Set([...was].map(([what, worlds]) => widthOf(worlds, is.get(what) ?? [])))
      const about = [table, after[i] as SecuredTable].map((each) => securedTableSql(name, each)).join('\n')
      verdicts.add(verdict)
      const worst = worstOf(widths)
      // Of two conditions that are not proven to hold each other, one still may.
      const isOpen = verdict === 'unordered' && worst !== 'same'
      expect([about, isOpen ? worst : shortVerdict(verdict)]).toEqual([about, worst])
      for (const change of changes) {
        const what = `${change.role} ${change.command} ${change.side}`
        const [worldsWas, worldsIs] = [was.get(what), is.get(what)]
        // A claim of every role is none of one of them.
        if (!worldsWas || !worldsIs || change.width === 'unordered') continue
        claims++
        const really = [widthOf(worldsWas, worldsIs), extentOf(worldsWas), extentOf(worldsIs)]
        expect([about, what, change.width, change.source, change.target]).toEqual([about, what, ...really])
      }
    }
    expect([...verdicts]).toEqual(expect.arrayContaining(['equivalent', 'narrower', 'same', 'wider']))
    expect(claims).toBeGreaterThan(200)
  })
})

function sideOf(index: SecurityIndex | null, name: string): TableSide {
  const table = index?.tables.get(objectId({ kind: 'table', address: ['public', name] }))
  if (!index || !table) throw new Error(`${name} was not read.`)
  return { index, table }
}

/** What lets more through somewhere is said first. */
function worstOf(widths: ReadonlySet<Width>): Width {
  return (['wider', 'unordered', 'narrower'] as const).find((width) => widths.has(width)) ?? 'same'
}

function shortVerdict(verdict: TableComparison['verdict']): Width {
  return verdict === 'equivalent' ? 'same' : verdict
}
