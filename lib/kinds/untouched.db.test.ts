import { expect, test } from 'vitest'
import { objectCount } from '../objects/snapshot'
import { readDatabase } from '../testing/read-database'
import { createDatabase, majors } from '../testing/servers'
import { comment } from './comment'

test.each(majors())('a database that nobody touched has no comment, on Postgres %i', async (major) => {
  const database = await createDatabase(major)
  try {
    const address = new URL(database.url)
    expect(objectCount(await readDatabase(address.href, [comment]))).toBe(0)
    // The one that comes with a server.
    address.pathname = '/postgres'
    expect(objectCount(await readDatabase(address.href, [comment]))).toBe(0)
  } finally {
    await database.drop()
  }
})
