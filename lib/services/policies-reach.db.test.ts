import { afterEach, describe, expect, test } from 'vitest'
import { COMMANDS } from '../access/policy-rule'
import type { SecurityIndex, TableSecurity } from '../access/security-index'
import { KINDS } from '../kinds/all'
import { objectId } from '../objects/address'
import { Random } from '../testing/generate/random'
import { seedsOr } from '../testing/generate/seeds'
import { withOwnRoles } from '../testing/own-roles'
import { readDatabase } from '../testing/read-database'
import { createDatabase, majors, type TestDatabase } from '../testing/servers'
import { buildBoard } from './policies-board'

const ROLES = Array.from({ length: 9 }, (_, i) => `reach_${i}`)
const OWN = /^(?:reach_|pg_|postgres$)/
const SCHEMAS = ['public', 'one', 'two']
const PRIVILEGES = ['select', 'insert', 'update', 'delete', 'all', 'truncate', 'references']
const OF_COLUMNS = ['select', 'insert', 'update', 'references']
const PREDEFINED = ['pg_read_all_data', 'pg_write_all_data']

/** Roles with memberships among them, schemas that some may use, and tables with grants to some. */
function worldSql(random: Random, major: number): string {
  return [
    ...ROLES.map(
      (role) =>
        `create role ${role} ${random.chance(20) ? 'noinherit' : ''} ${random.chance(6) ? 'bypassrls' : ''}`,
    ),
    ...ROLES.flatMap((member, i) => memberships(random, major, member, ROLES.slice(0, i))),
    ...upTo(random, 1, () => `grant ${random.pick(PREDEFINED)} to ${random.pick(ROLES)}`),
    ...upTo(random, 2, () => ownDatabase(random.pick(ROLES))),
    'revoke all on schema public from public; create schema one; create schema two',
    ...upTo(random, 2, () => `alter schema ${random.pick(['one', 'two'])} owner to ${random.pick(ROLES)}`),
    ...upTo(random, 9, () => `grant usage on schema ${random.pick(SCHEMAS)} to ${grantee(random)}`),
    ...SCHEMAS.flatMap((schema) =>
      ['t1', 't2', 't3', 't4'].flatMap((name) => tableSql(random, `${schema}.${name}`)),
    ),
  ].join(';\n')
}

function memberships(random: Random, major: number, member: string, roles: readonly string[]): string[] {
  const option = () =>
    major >= 16 && random.chance(30) ? `with inherit ${random.pick(['true', 'false'])}` : ''
  return roles.filter(() => random.chance(18)).map((role) => `grant ${role} to ${member} ${option()}`)
}

function tableSql(random: Random, table: string): string[] {
  const columns = () => random.pick(['a', 'b', 'a, b'])
  return [
    `create table ${table} (a int, b int); alter table ${table} enable row level security`,
    ...upTo(random, 3, () => `grant ${random.pick(PRIVILEGES)} on ${table} to ${grantee(random)}`),
    ...upTo(
      random,
      1,
      () => `grant ${random.pick(OF_COLUMNS)} (${columns()}) on ${table} to ${grantee(random)}`,
    ),
    ...upTo(random, 1, () => `alter table ${table} owner to ${random.pick(ROLES)}`),
  ]
}

function grantee(random: Random): string {
  return random.chance(25) ? random.pick(['public', 'pg_database_owner']) : random.pick(ROLES)
}

function upTo(random: Random, most: number, statement: () => string): string[] {
  return Array.from({ length: random.below(most + 1) }, statement)
}

const ownDatabase = (role: string) =>
  `do $$ begin execute format('alter database %I owner to ${role}', current_database()); end $$`

const TEAR_DOWN = `${ownDatabase('postgres')}; drop owned by ${ROLES.join(', ')} cascade; drop role ${ROLES.join(', ')}`

/** What the role may do with the table by what is said of all roles whose rights it has: `some` is in some columns only. */
function said({ roles }: SecurityIndex, { reach }: TableSecurity, role: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const each of reach ?? []) {
    if (!roles.rightsOf(role).has(each.role)) continue
    for (const command of each.commands)
      if (!each.inColumns.includes(command)) found[command] = 'all'
      else found[command] ??= 'some'
  }
  return found
}

/** The same by the server's own functions, and whether the role has the rights of the table's owner. */
const REALLY = `select r.role, c.oid::regclass::text as table, pg_has_role(r.role, c.relowner, 'usage') as owns,
    jsonb_object_agg(p.command, case when p.of_table then 'all' else 'some' end)
      filter (where (p.of_table or p.of_columns) and has_schema_privilege(r.role, c.relnamespace, 'usage')) as may
  from pg_class c, unnest(array['${ROLES.join("','")}']) r(role),
    lateral (select command, has_table_privilege(r.role, c.oid, command) as of_table,
        case when command <> 'DELETE' then has_any_column_privilege(r.role, c.oid, command) end as of_columns
      from unnest(array['${COMMANDS.join("','")}']) command) p
  where c.relkind = 'r' and c.relnamespace = any (array['${SCHEMAS.join("','")}']::regnamespace[])
  group by r.role, c.oid, c.relowner`

describe.each(majors())('PostgreSQL %i', (major) => {
  let database: TestDatabase

  afterEach(async () => {
    await database.query(TEAR_DOWN)
    await database.drop()
  })

  test.each(seedsOr([1, 2, 3, 4, 5, 6]))(
    'whoever reaches a table by grants is told, and nobody else, seed %i',
    async (seed) => {
      database = await createDatabase(major, { sql: worldSql(new Random(seed), major) })
      const snapshot = withOwnRoles(await readDatabase(database.url, KINDS), OWN)
      const { sides } = await buildBoard([{ name: 'prod', snapshot }], 0)
      const index = sides[0] as SecurityIndex
      await database.query('set search_path to pg_catalog')
      let reached = 0
      for (const { role, table: name, owns, may } of await database.query(REALLY)) {
        const [schema, own] = name.split('.')
        const table = index.tables.get(objectId({ kind: 'table', address: [schema, own] })) as TableSecurity
        if (index.roles.passesAlways(role)) continue
        expect([name, role, index.roles.rightsOf(role).has(table.owner)]).toEqual([name, role, owns])
        // Row-level security does not hold back the owner.
        if (owns) continue
        expect([name, role, said(index, table, role)]).toEqual([name, role, may ?? {}])
        reached += Object.keys(may ?? {}).length
      }
      expect(reached).toBeGreaterThan(0)
    },
  )
})
