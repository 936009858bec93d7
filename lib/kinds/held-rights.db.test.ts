import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compareSnapshots } from '../objects/compare'
import type { Snapshot } from '../objects/snapshot'
import { readDatabase } from '../testing/read-database'
import { createDatabase, majors } from '../testing/servers'
import { KINDS } from './all'

const prefix = `held_${randomBytes(4).toString('hex')}`
const [a, b, own, m, root] = ['a', 'b', 'own', 'm', 'root'].map((name) => `${prefix}_${name}`)

const TABLE = `create schema app authorization ${own}; set role ${own}; create table app.t (id int, x int);`
const USAGE = `grant usage on schema app to ${a}, ${b}, ${m}, ${root};`
/** Whoever owns the database is a member of pg_database_owner. */
const OWNED_BY_B = `reset role;
  do $$ begin execute format('alter database %I owner to %I', current_database(), '${b}'); end $$;`

describe.each(majors())('PostgreSQL %i', (major) => {
  beforeAll(async () => {
    const server = await createDatabase(major, {
      sql: `create role ${a}; create role ${b}; create role ${own}; create role ${m}; create role ${root} superuser;
        grant ${a} to ${m}`,
    })
    await server.drop()
  })

  afterAll(async () => {
    const server = await createDatabase(major, { sql: `drop role ${a}, ${b}, ${own}, ${m}, ${root}` })
    await server.drop()
  })

  async function read(sql: string): Promise<Snapshot> {
    const database = await createDatabase(major, { sql: TABLE + sql })
    try {
      return { ...(await readDatabase(database.url, KINDS)), name: 'the source' }
    } finally {
      await database.drop()
    }
  }

  /** Severity and sentence of the grants that differ, without the names' common beginning. */
  async function compared(inBoth: string, inSource: string, inTarget: string) {
    const [source, target] = await Promise.all([read(inBoth + inSource), read(inBoth + inTarget)])
    return compareSnapshots(source, target, KINDS)
      .differences.filter(({ kind, address }) => kind === 'grant' && address[1] === 'app')
      .map(({ severity, meaning }) => `${severity} ${meaning?.replaceAll(`${prefix}_`, '')}`)
  }

  test.each([
    [
      'b',
      `grant select on app.t to ${a} with grant option; grant select on app.t to ${b};`,
      `set role ${a}; grant select on app.t to ${b};`,
    ],
    ['a', `grant select (id, x) on app.t to ${a};`, `grant select on app.t to ${a};`],
    ['m', `grant select on app.t to ${a};`, `grant select on app.t to ${m};`],
    ['root', '', `grant select on app.t to ${root};`],
    ['b', `${OWNED_BY_B} grant select on app.t to pg_database_owner;`, `grant select on app.t to ${b};`],
  ])('what %s may do without a grant is not lost with it', async (role, inBoth, inSource) => {
    expect(await compared(USAGE + inBoth, inSource, '')).toEqual([
      `low In the source ${role} may select by this grant, here by other rights.`,
    ])
    expect(await compared(USAGE + inBoth, '', inSource)).toEqual([
      `low Here ${role} may select by this grant, in the source by other rights.`,
    ])
  })

  test('what every role may do on one side and one role on the other is told of every role', async () => {
    expect(
      await compared(USAGE, `grant select on app.t to ${a};`, 'grant select on app.t to public;'),
    ).toEqual([
      'critical Here every role may select once it may use schema app.',
      'low In the source a may select by this grant, here by other rights.',
    ])
  })

  test('what no right is left of is lost', async () => {
    const lost = ['high Here m may not select.', 'high Here a may not select.']
    expect(await compared(USAGE, `grant select on app.t to ${a}, ${m};`, '')).toEqual(
      expect.arrayContaining(lost),
    )
  })

  test('a grant opens nothing before the schema may be used', async () => {
    expect(await compared('', '', `grant select on app.t to ${a};`)).toEqual([
      'high Here a may select once it may use schema app.',
    ])
    expect(await compared(USAGE, '', `grant select on app.t to ${a};`)).toEqual(['high Here a may select.'])
  })
})
