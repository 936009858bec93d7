import { createHash } from 'node:crypto'
import pg from 'pg'
import { expect, test } from 'vitest'
import { createDatabase, majors } from '../../testing/servers'
import { proveLargeObjects } from './large-objects'

test('a large object that is not what was dumped is told', async () => {
  const bytes = Buffer.alloc(2 ** 20 + 7, 3)
  const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest('hex')
  const database = await createDatabase(majors()[0] ?? 18)
  await database.query('select lo_from_bytea(71, $1), lo_from_bytea(72, $1), lo_create(73)', [bytes])
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  const told = { 71: sha256(bytes), 72: sha256(bytes.fill(4, bytes.length - 1)), 73: sha256(Buffer.alloc(0)) }
  expect(await proveLargeObjects(client, new Map(Object.entries(told)))).toEqual([
    'Large object 72 is another after the restore',
  ])
  await client.end()
  await database.drop()
})
