import { withConnection } from '../postgres/connect'
import { named } from '../postgres/connect.fixture'
import { createDatabase, majors } from '../testing/servers'
import type { Histories } from './history'
import { readHistories } from './read-histories'

const [major = 18] = majors()

/** The records of a database after some statements. */
export async function historiesAfter(sql: string): Promise<Histories> {
  const database = await createDatabase(major, { sql })
  try {
    return await withConnection(named('dev', database.url), {}, readHistories)
  } finally {
    await database.drop()
  }
}
