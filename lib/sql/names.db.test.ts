import { describe, expect, test } from 'vitest'
import { createDatabase, majors } from '../testing/servers'
import { quoteName } from './display'
import { shownName } from './names'
import { sql } from './sql'

const ODD_NAMES = [
  'plain',
  '_a1',
  'a$b',
  '$a',
  '1a',
  'A',
  'a"b',
  'a b',
  'ä',
  'SYSTEM_USER',
  'a$B',
  "it's",
  '',
]

describe.each(majors())('PostgreSQL %i', (major) => {
  test('the server shows every keyword and every odd name as the product writes it', async () => {
    const database = await createDatabase(major)
    const rows = await database.query(
      sql`select name, ${shownName(sql`name`)} as shown, ${shownName(sql`name::name`)} as "shownOfName"
        from (select word from pg_get_keywords() union all select unnest($1::text[])) known(name)`,
      [ODD_NAMES],
    )
    expect(rows.length).toBeGreaterThan(400)
    const names = rows.map(({ name }) => name as string)
    expect(rows.map(({ shown }) => shown)).toEqual(names.map(quoteName))
    expect(rows.map(({ shownOfName }) => shownOfName)).toEqual(names.map(quoteName))
    await database.drop()
  })
})
