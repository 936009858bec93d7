import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compareSnapshots } from '../objects/compare'
import { finder } from '../objects/finder'
import { lineCount, lineText } from '../objects/lines'
import { findRows, objectCount, type Snapshot } from '../objects/snapshot'
import { DATABASE_KINDS, readDatabase, readPrepared } from '../testing/read-database'
import { createDatabase, majors, type TestDatabase } from '../testing/servers'
import { KINDS, KINDS_BY_NAME } from './all'
import { comment } from './comment'
import { databaseSetting } from './database-setting'
import { defaultPrivilege } from './default-privilege'
import { foreignDataWrapper } from './foreign-data-wrapper'
import { foreignServer } from './foreign-server'
import { foreignTable } from './foreign-table'
import { grant } from './grant'
import { publication } from './publication'
import { publicationMember } from './publication-member'
import { subscription } from './subscription'
import { userMapping } from './user-mapping'

const script = fs.readFileSync(path.join(import.meta.dirname, '..', 'testing', 'every-kind.sql'), 'utf8')

/** Kinds whose objects can be dropped and made again while all others stay, in an order in which they can be made. */
const REMADE = [
  foreignDataWrapper,
  foreignServer,
  userMapping,
  foreignTable,
  publication,
  publicationMember,
  subscription,
  databaseSetting,
  grant,
  defaultPrivilege,
  comment,
]

const UNDO = `
  drop owned by kinds_reader, kinds_keeper;
  alter default privileges in schema app revoke all on tables from kinds_reader;
  grant delete on app.tenants to current_user;
  drop foreign data wrapper elsewhere cascade;
  alter subscription kinds_subscription disable;
  drop subscription kinds_subscription;
  drop publication changes;
  do $$ begin
    execute format('alter database %I reset all', current_database());
    execute format('comment on database %I is null', current_database());
  end $$;
  set allow_system_table_mods = on;
  delete from pg_description where objoid >= 16384;`

describe.each(majors())('PostgreSQL %i', (major) => {
  let database: TestDatabase
  let bySuperuser: Snapshot

  beforeAll(async () => {
    database = await createDatabase(major, { sql: script })
    bySuperuser = await readDatabase(database.url)
  })

  afterAll(() => database.drop())

  test('has an object of every kind', () => {
    const empty = DATABASE_KINDS.filter(
      (kind) => major >= (kind.since ?? 0) && objectCount(bySuperuser, kind.name) === 0,
    )
    expect(empty.map(({ name }) => name)).toEqual([])
    expect(bySuperuser.blindSpots).toEqual([])
  })

  test('is read by a role without any right as by a superuser, but for what is said to be hidden', async () => {
    const byGuest = await asGuest(database, (url) => readDatabase(url))
    expect(byGuest.blindSpots).toEqual([
      {
        kind: 'user-mapping',
        reason: 'permission',
        count: 2,
        message: 'The role may not read all of 2 user mappings: options.',
      },
      {
        kind: 'subscription',
        reason: 'permission',
        count: 1,
        message: 'The role may not read all of 1 subscription: connection.',
      },
    ])
    const comparison = compareSnapshots(bySuperuser, byGuest, DATABASE_KINDS)
    expect(comparison.differences).toEqual([])
    expect(comparison.identical).toBe(false)
    for (const { name, fields } of DATABASE_KINDS) {
      if (fields.some(({ conceals }) => conceals)) continue
      expect(linesOf(byGuest, name)).toEqual(linesOf(bySuperuser, name))
    }
  })

  test('is read the same by prepared statements', async () => {
    for (const byStatements of await readPrepared(database.url)) {
      for (const { name } of DATABASE_KINDS)
        expect([name, linesOf(byStatements, name)]).toEqual([name, linesOf(bySuperuser, name)])
      expect(byStatements.diagnostics).toEqual(bySuperuser.diagnostics)
    }
  })

  test('gives away no secret', () => {
    for (const { name } of KINDS)
      expect(linesOf(bySuperuser, name).join('\n')).not.toMatch(/hidden.(\w+).secret/)
    const masked = bySuperuser.diagnostics
      .filter(({ code }) => code === 'maskedSecret')
      .map(({ kind }) => kind)
    expect(masked.sort()).toEqual([
      'database-setting',
      'foreign-data-wrapper',
      'foreign-server',
      'subscription',
      'user-mapping',
    ])
  })

  test('has its comments and grants on objects that kinds list', () => {
    const find = finder(bySuperuser, KINDS_BY_NAME)
    for (const kind of [comment, grant]) {
      for (const row of findRows(bySuperuser, kind, [])) {
        const ref = kind.parent?.(row)
        const isBuiltIn = row.first === 'pg_catalog'
        if (!ref || isBuiltIn) continue
        expect(find(ref.kind, ...ref.address), `${ref.kind} ${ref.address.join('.')}`).not.toEqual([])
      }
    }
  })

  test('is made again by the statements of its kinds', async () => {
    const other = await createDatabase(major, { sql: script })
    await other.query(UNDO)
    const undone = await readDatabase(other.url)
    const find = finder(bySuperuser, KINDS_BY_NAME)
    const statements = REMADE.flatMap((kind) =>
      findRows(bySuperuser, kind, [])
        .filter((row) => row.isPreset !== 't')
        .map((row) => kind.ddl(row, find).replaceAll(':"DBNAME"', `"${other.name}"`)),
    )
    await other.query(statements.join('\n'))
    const remade = await readDatabase(other.url)
    await other.drop()
    for (const kind of REMADE) {
      expect(compareSnapshots(bySuperuser, undone, [kind]).differences.length).toBeGreaterThan(0)
      expect(compareSnapshots(bySuperuser, remade, [kind]).differences).toEqual([])
    }
  })
})

function linesOf({ kinds }: Snapshot, kind: string): string[] {
  const lines = kinds.get(kind)?.lines
  return lines ? Array.from({ length: lineCount(lines) }, (_, line) => lineText(lines, line)).sort() : []
}

/** Runs something as a role that may log in and nothing else. */
async function asGuest<Result>(
  database: TestDatabase,
  run: (url: string) => Promise<Result>,
): Promise<Result> {
  const name = `guest_${randomBytes(4).toString('hex')}`
  await database.query(`create role ${name} login password 'guest'`)
  const url = new URL(database.url)
  url.username = name
  url.password = 'guest'
  try {
    return await run(url.href)
  } finally {
    await database.query(`drop role ${name}`)
  }
}
