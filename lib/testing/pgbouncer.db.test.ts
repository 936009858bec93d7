import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { hasPgBouncer, startPgBouncer } from './pgbouncer'
import { createDatabase, majors } from './servers'

const [major] = majors()

describe.skipIf(!hasPgBouncer())('PgBouncer', () => {
  it('pools transactions of several users and refuses what a pooler refuses', async () => {
    const database = await createDatabase(major ?? 18, { sql: 'create table t as select 7 as n' })
    await database.query(`create role "pooled ""reader" login password 'p@ss"word'`)
    const users = { 'pooled "reader': 'p@ss"word' }
    const pooler = await startPgBouncer({ url: database.url, users, poolSize: 1 })
    const reader = Object.assign(new URL(database.url), { username: 'pooled "reader', password: 'p@ss"word' })
    try {
      const clients = [1, 2].map(() => new pg.Client({ connectionString: pooler.url(database.url) }))
      await Promise.all(clients.map((client) => client.connect()))
      const pids = await Promise.all(clients.map((client) => client.query('select pg_backend_pid() as pid')))
      expect(pids[0]?.rows).toEqual(pids[1]?.rows)
      await Promise.all(clients.map((client) => client.end()))

      const other = new pg.Client({ connectionString: pooler.url(reader.href) })
      await other.connect()
      expect((await other.query('select current_user as name')).rows).toEqual([{ name: 'pooled "reader' }])
      await other.end()

      const strict = new pg.Client({ connectionString: pooler.url(database.url), statement_timeout: 100 })
      await expect(strict.connect()).rejects.toThrow('unsupported startup parameter')
    } finally {
      await pooler.stop()
      await database.query('drop role "pooled ""reader"')
      await database.drop()
    }
  })
})
