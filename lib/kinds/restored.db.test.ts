import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildDemo, type Demo, dropDemo } from '../demo/build'
import { demoServer } from '../demo/test-server.fixture'
import { majorOf, type PostgresLabel } from '../embedded/versions'
import { compareSnapshots } from '../objects/compare'
import { loadGrammar } from '../sql/wording'
import { readCorpus } from '../testing/corpus'
import { generateSchema } from '../testing/generate/generate'
import { buildScript } from '../testing/generate/statements'
import { debianPgDump, nativeDump, wasmDump } from '../testing/pg-dump'
import { DATABASE_KINDS, readDatabase } from '../testing/read-database'
import { restoreDump } from '../testing/restore-dump'
import { createDatabase, majors, serverLabels } from '../testing/servers'

/** Cases of the corpus with something in their source that pg_dump does not write, or writes so that it cannot be run. */
const NOT_DUMPED: Readonly<Record<string, string>> = {
  'cast: same': 'a cast of a temporary type',
  'extension: changed': 'versions of extensions',
  'extension: same': 'versions of extensions',
  'grant: built-in': 'rights on views of the information schema',
  'grant: with-table': 'rights on the row types of tables',
  'language: changed': 'languages whose handlers are built in',
  'security-label: changed': 'labels of a provider that the server has not loaded',
  'security-label: same': 'labels of a provider that the server has not loaded',
}

beforeAll(loadGrammar)

describe.each(serverLabels())('PostgreSQL %s', (label) => {
  test.each([171, 172])(
    'a generated schema, seed %i, is identical to its own dump restored',
    async (seed) => {
      const schema = buildScript(generateSchema(seed, majorOf(label), { isDumped: true }))
      for (const dump of dumpPrograms(label)) await expectRestored(label, dump, schema)
    },
  )
})

describe.each(majors().filter((major) => major >= 15))("PostgreSQL %i, the demo's", (major) => {
  const prefix = `restored_${process.pid}`
  let demo: Demo

  beforeAll(async () => {
    demo = await buildDemo(demoServer(major), { prefix })
  })
  afterAll(() => dropDemo(demoServer(major), prefix))

  test('prod is identical to its own dump restored', async () => {
    const name = `${prefix}_prod`
    const [dump] = dumpPrograms(major)
    await expectSame(major, demo.urls.prod, name, await (dump as Dump)(demo.urls.prod))
  })
})

describe('on the newest server', () => {
  const newest = Math.max(...majors()) as ReturnType<typeof majors>[number]
  const cases = readCorpus(path.join(import.meta.dirname, 'corpus')).filter(
    ({ name, expected }) => !(name in NOT_DUMPED) && newest >= (expected.since ?? 0),
  )

  test.concurrent.each(cases)('$name is identical to its own dump restored', async ({ source }) => {
    await expectRestored(newest, wasmDump, source)
  })
})

type Dump = (url: string) => Promise<string>

/** Every way to dump a server; a native program of its own major or a newer one comes first. */
function dumpPrograms(label: PostgresLabel): Dump[] {
  const program = debianPgDump(majorOf(label))
  const native = program ? [(url: string) => nativeDump(program, url)] : []
  const isPatched = typeof label === 'string'
  return isPatched ? [...native, wasmDump] : native.length > 0 ? native : [wasmDump]
}

async function expectRestored(label: PostgresLabel, dump: Dump, script: string): Promise<void> {
  const database = await createDatabase(label, { sql: script })
  try {
    await expectSame(label, database.url, database.name, await dump(database.url))
  } finally {
    await database.drop()
  }
}

async function expectSame(label: PostgresLabel, url: string, name: string, dump: string): Promise<void> {
  const restored = await restoreDump(label, dump, name)
  try {
    const [before, after] = await Promise.all([readDatabase(url), readDatabase(restored.url)])
    const comparison = compareSnapshots(before, after, DATABASE_KINDS, () => false)
    expect(comparison.differences).toEqual([])
    expect(comparison.identical).toBe(true)
  } finally {
    await restored.drop()
  }
}
