import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildDemo, type Demo, dropDemo } from '../demo/build'
import { demoServer } from '../demo/test-server.fixture'
import type { ChosenProgram } from '../dumps/pg-dump/choose-program'
import { majorOf, type PostgresLabel } from '../embedded/versions'
import { compareSnapshots, isComplete } from '../objects/compare'
import type { Difference } from '../objects/difference'
import { loadGrammar } from '../sql/wording'
import { readCorpus } from '../testing/corpus'
import { dumpPrograms, dumpScript } from '../testing/dump-script'
import { generateSchema } from '../testing/generate/generate'
import { seedsOr } from '../testing/generate/seeds'
import { buildScript } from '../testing/generate/statements'
import { packScripts, type Script } from '../testing/pack-scripts'
import { DATABASE_KINDS, readDatabase } from '../testing/read-database'
import { restoreDump } from '../testing/restore-dump'
import { createDatabase, majors, serverLabels } from '../testing/servers'

/** What pg_dump does not write, or writes so that it cannot be run, by the case or the side of it that has it. */
const NOT_DUMPED: Readonly<Record<string, string>> = {
  'cast: same, source': 'a cast of a temporary type',
  'extension: changed, target': 'that plpgsql is gone, with which every database begins',
  'foreign-key: properties, target': "that a constraint's own triggers are switched off",
  'foreign-key: switched-off-in-part, target': "that a constraint's own triggers are switched off",
  'grant: built-in, source': 'rights on views of the information schema',
  'grant: constructors, target': 'rights on the constructors of a range',
  'grant: with-table, source': 'rights on the row type of a table',
  'index: on-extension-table': 'what users added to tables of an extension',
  'index: properties, target': 'an invalid index',
  'language: changed': 'the built-in handler of a language',
  'language: same': 'the built-in handler of a language',
  'operator-family: changed, source': 'operators that users added to a built-in family',
  'security-label: changed': 'labels of a provider that the server has not loaded',
  'security-label: same': 'labels of a provider that the server has not loaded',
  'unique-constraint: switched-off, target': "that a constraint's own triggers are switched off",
}

/** pg_dump leaves it to the server which version of an extension is made, and to the role that restores who owns it. */
function isWritten({ kind, status, fields }: Difference): boolean {
  const isLeftOpen = fields.every(({ name }) => name === 'version' || name === 'owner')
  return kind !== 'extension' || status !== 'different' || !isLeftOpen
}

const CORPUS_TIMEOUT_MS = 600_000

beforeAll(loadGrammar)

describe.each(serverLabels())('PostgreSQL %s', (label) => {
  test.each(seedsOr([171, 172]))(
    'a generated schema, seed %i, is identical to its own dump restored',
    async (seed) => {
      const schema = buildScript(generateSchema(seed, majorOf(label), { isDumped: true }))
      for (const program of await dumpPrograms(majorOf(label))) await expectRestored(label, program, schema)
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
    for (const program of await dumpPrograms(major))
      await expectSame(major, demo.urls.prod, name, await dumpScript(program, demo.urls.prod))
  })
})

test('what pg_dump does not write is in the corpus', () => {
  const names = readSides(Math.max(...majors())).flatMap(({ of, name }) => [of, name])
  expect(Object.keys(NOT_DUMPED).filter((name) => !names.includes(name))).toEqual([])
})

describe('of both sides of every case of the corpus', () => {
  test.concurrent.each(majors())(
    'the dump restored is identical, PostgreSQL %i',
    async (major) => {
      const programs = await dumpPrograms(major)
      const sides = readSides(major).filter(({ of, name }) => !(of in NOT_DUMPED || name in NOT_DUMPED))
      const databases = await packScripts(major, sides)
      try {
        for (const program of programs)
          for (const { url, name } of databases)
            await expectSame(major, url, name, await dumpScript(program, url))
      } finally {
        for (const database of databases) await database.drop()
      }
    },
    CORPUS_TIMEOUT_MS,
  )
})

interface Side extends Script {
  /** The name of the case. */
  readonly of: string
}

function readSides(major: number): Side[] {
  return readCorpus(path.join(import.meta.dirname, 'corpus'))
    .filter(({ expected }) => major >= (expected.since ?? 0))
    .flatMap(({ name, source, target }) => [
      { of: name, name: `${name}, source`, sql: source },
      { of: name, name: `${name}, target`, sql: target },
    ])
}

async function expectRestored(label: PostgresLabel, program: ChosenProgram, script: string): Promise<void> {
  const database = await createDatabase(label, { sql: script })
  try {
    await expectSame(label, database.url, database.name, await dumpScript(program, database.url))
  } finally {
    await database.drop()
  }
}

async function expectSame(label: PostgresLabel, url: string, name: string, dump: string): Promise<void> {
  const restored = await restoreDump(label, dump, name)
  try {
    const [before, after] = await Promise.all([readDatabase(url), readDatabase(restored.url)])
    const { differences } = compareSnapshots(before, after, DATABASE_KINDS)
    expect(differences.filter(isWritten)).toEqual([])
    expect(isComplete(before) && isComplete(after)).toBe(true)
  } finally {
    await restored.drop()
  }
}
