import { beforeAll, describe, expect, test } from 'vitest'
import { readDatabaseSettings, readMigrations } from '../demo/files'
import { compareSnapshots } from '../objects/compare'
import type { Difference } from '../objects/difference'
import type { Snapshot } from '../objects/snapshot'
import { loadGrammar } from '../sql/wording'
import { supabasePrelude } from '../supabase/prelude'
import { generateSchema } from '../testing/generate/generate'
import { seedsOr } from '../testing/generate/seeds'
import { buildScript } from '../testing/generate/statements'
import { DATABASE_KINDS, readDatabase } from '../testing/read-database'
import { createDatabase, majors } from '../testing/servers'

type Major = ReturnType<typeof majors>[number]

beforeAll(loadGrammar)

describe.skipIf(majors().length < 2)('on every two servers', () => {
  test.each(seedsOr([181, 182, 183]))('a generated schema is the same, seed %i', async (seed) => {
    await expectSameOn(majors(), [buildScript(generateSchema(seed, Math.min(...majors())))])
  })

  test('the migrations of the demo make the same', async () => {
    const session = 'set search_path = "$user", public, extensions'
    const migrations = [...readMigrations().values()].map(({ text }) => text)
    const texts = [session, ...supabasePrelude(), readDatabaseSettings(), ...migrations]
    // Views that ask as their caller are known since 15.
    const able = majors().filter((major) => major >= 15)
    await expectSameOn(able, texts)
  })
})

test.skipIf(!majors().includes(18) || majors().length < 2)(
  'NOT NULL that holds only for new rows is not that of a server that knows no such thing',
  async () => {
    const older = await readNew(Math.min(...majors()) as Major, [
      'create table t (a int not null, b int not null)',
    ])
    const late = `create table t (a int, b int not null); insert into t values (null, 1);
      alter table t add constraint t_a_not_null not null a not valid`
    const { differences } = compareSnapshots(older, await readNew(18, [late]), DATABASE_KINDS)
    expect(differences.map(({ id, fields }) => [id, fields.map(({ name }) => name)])).toEqual([
      ['column:public.t.a', ['notNull']],
    ])
  },
)

/** Each server brings the versions of extensions that are its own. */
function isOfSchema({ cause }: Difference): boolean {
  return cause !== 'extensionVersion'
}

async function expectSameOn(servers: readonly Major[], texts: readonly string[]): Promise<void> {
  const snapshots = await Promise.all(servers.map((major) => readNew(major, texts)))
  for (const [place, source] of snapshots.entries()) {
    for (const target of snapshots.toSpliced(place, 1)) {
      const { differences } = compareSnapshots(source, target, DATABASE_KINDS)
      expect(differences.filter(isOfSchema), `${source.server.version} -> ${target.server.version}`).toEqual(
        [],
      )
    }
  }
}

async function readNew(major: Major, texts: readonly string[]): Promise<Snapshot> {
  const database = await createDatabase(major)
  try {
    for (const text of texts) await database.query(text)
    return await readDatabase(database.url)
  } finally {
    await database.drop()
  }
}
