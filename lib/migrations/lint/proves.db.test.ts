import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDatabase, oldestAndNewest, type TestDatabase } from '../../testing/servers'
import type { EnvironmentFacts } from './facts'
import { findingsIn, largeTableIn } from './lint.fixture'

describe.each(oldestAndNewest())('PostgreSQL %i', (major) => {
  let database: TestDatabase
  let client: pg.Client
  let target: EnvironmentFacts

  beforeAll(async () => {
    database = await createDatabase(major, {
      sql: `create table t (a int, "B" int, c int, held int, "Held" int, later int, is_set int not null,
        constraint held_check check (held is not null), constraint "Held_check" check ("Held" is not null));
      insert into t values (1, 1, 1, 1, 1, 1, 1);
      alter table t add constraint later_check check (later is not null) not valid;`,
    })
    client = new pg.Client({ connectionString: database.url })
    await client.connect()
    target = await largeTableIn(database.url)
  })
  afterAll(async () => {
    await client.end()
    await database.drop()
  })

  async function isSaid(statements: readonly string[]): Promise<boolean> {
    const text = statements.map((each) => `${each};`).join('\n')
    const findings = await findingsIn(text, 'prisma', target)
    return findings.some(({ rule, line }) => rule === 'set-not-null' && line === statements.length)
  }

  /** Whether the last statement reads all rows, as the server says itself. */
  async function isRead(statements: readonly string[]): Promise<boolean> {
    const notices: string[] = []
    const listen = ({ message }: { message?: string | undefined }) => notices.push(message ?? '')
    await client.query('begin')
    try {
      for (const each of statements.slice(0, -1)) await client.query(each)
      await client.query('set local client_min_messages = debug1')
      client.on('notice', listen)
      await client.query(statements.at(-1) ?? '')
      return notices.some((message) => /^verifying table/.test(message))
    } finally {
      client.off('notice', listen)
      await client.query('rollback')
    }
  }

  test.each([
    [['alter table t alter a set not null']],
    [['alter table t alter is_set set not null']],
    [['alter table t alter held set not null']],
    [['alter table t alter "Held" set not null']],
    [['alter table t alter later set not null']],
    [['alter table t validate constraint later_check', 'alter table t alter later set not null']],
    [['alter table t drop constraint held_check', 'alter table t alter held set not null']],
    [['alter table t add constraint p check (a is not null)', 'alter table t alter a set not null']],
    [
      [
        'alter table t add constraint p check (a is not null) not valid',
        'alter table t alter a set not null',
      ],
    ],
    [
      [
        'alter table t add constraint p check ("B" is not null) not valid',
        'alter table t validate constraint p',
        'alter table t alter "B" set not null',
      ],
    ],
    [
      [
        'alter table t add constraint p check (a is not null) not valid',
        'alter table t add constraint q check (c > 0) not valid',
        'alter table t validate constraint q',
        'alter table t alter a set not null',
      ],
    ],
    ...(major >= 18
      ? [
          [['alter table t add constraint p not null a']],
          [['alter table t add constraint p not null a not valid']],
          [['alter table t add constraint p not null held']],
          [['alter table t add constraint p not null a not valid', 'alter table t alter a set not null']],
        ]
      : []),
  ])('%j', async (statements) => {
    expect(await isSaid(statements)).toBe(await isRead(statements))
  })
})
