import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compareSnapshots } from '../objects/compare'
import type { Snapshot } from '../objects/snapshot'
import { DATABASE_KINDS, readDatabase } from '../testing/read-database'
import { createDatabase, majors } from '../testing/servers'

const prefix = `given_${randomBytes(4).toString('hex')}`
const [b, own] = [`${prefix}_b`, `${prefix}_own`]

const alter = (rest: string) => `alter default privileges for role ${own} ${rest};`

describe.each(majors())('PostgreSQL %i', (major) => {
  beforeAll(() => run(`create role ${b}; create role ${own}`))
  afterAll(() => run(`drop role ${b}, ${own}`))

  async function run(sql: string): Promise<Snapshot> {
    const database = await createDatabase(major, { sql })
    try {
      return { ...(await readDatabase(database.url)), name: 'the source' }
    } finally {
      await database.drop()
    }
  }

  async function compared(inSource: string, inTarget: string) {
    const [source, target] = await Promise.all([
      run(`create schema app; ${inSource}`),
      run(`create schema app; ${inTarget}`),
    ])
    return compareSnapshots(source, target, DATABASE_KINDS).differences.map(
      ({ severity, meaning }) => `${severity} ${meaning?.replaceAll(`${prefix}_`, '')}`,
    )
  }

  test('what an entry for all schemas gives is given in each of them', async () => {
    const [inApp, inAll] = [
      alter(`in schema app grant select on tables to ${b}`),
      alter(`grant select on tables to ${b}`),
    ]
    expect(await compared(inApp + inAll, inAll)).toEqual([
      'low On both sides b gets SELECT on new tables that own creates in app, by different entries.',
    ])
    expect(await compared(inApp, '')).toEqual([
      'medium Here b does not get SELECT on new tables that own creates in app, unless a migration grants it.',
    ])
  })

  test('what every role gets, each of them gets', async () => {
    const entry = alter(`in schema app grant execute on functions to ${b}`)
    expect(await compared(entry, '')).toEqual([
      'low On both sides b gets EXECUTE on new functions that own creates in app, by different entries.',
    ])
    const closed = alter('revoke execute on functions from public')
    expect(await compared(closed + entry, closed)).toEqual([
      'medium Here b does not get EXECUTE on new functions that own creates in app, unless a migration grants it.',
    ])
  })

  test('an empty list for all schemas takes nothing away', async () => {
    const none = alter(`revoke all on sequences from ${own}`)
    expect(await compared('', none)).toEqual([
      'low On both sides own gets SELECT, UPDATE and USAGE on new sequences that own creates, by different entries.',
    ])
  })

  test('a list that is not empty replaces what the server gives', async () => {
    const less = alter(`revoke update on sequences from ${own}`)
    expect(await compared('', less)).toEqual([
      'medium Here own does not get UPDATE on new sequences that own creates, unless a migration grants it.',
    ])
  })
})
