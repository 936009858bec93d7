import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { createDatabase, majors } from '../testing/servers'
import { catalogChecksum } from './catalog-checksum'

const SCRIPT = `create schema s; create publication p; create extension citext;
  create subscription lockstep_sums connection 'dbname=none' publication p with (connect = false, slot_name = none);`

test.each(majors())(
  'what only stands in rarer catalogs changes the checksum, on Postgres %i',
  async (major) => {
    const database = await createDatabase(major, { sql: SCRIPT })
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    onTestFinished(async () => {
      await client.query('drop subscription lockstep_sums')
      await client.end()
      await database.drop()
    })
    const changes: [string, 'own' | 'shared'][] = [
      ['alter extension citext drop function citext(boolean)', 'own'],
      [`alter subscription lockstep_sums set (synchronous_commit = 'local')`, 'shared'],
      ...(major >= 15
        ? [
            ['alter publication p add tables in schema s', 'own'] as [string, 'own'],
            ['grant set on parameter log_statement to pg_monitor', 'shared'] as [string, 'shared'],
            ['revoke set on parameter log_statement from pg_monitor', 'shared'] as [string, 'shared'],
          ]
        : []),
    ]
    for (const [change, part] of changes) {
      const before = await catalogChecksum(client)
      await client.query(change)
      expect([change, (await catalogChecksum(client))[part] === before[part]]).toEqual([change, false])
    }
  },
)
