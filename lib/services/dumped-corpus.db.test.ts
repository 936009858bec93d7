import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { readCorpus } from '../testing/corpus'
import { generateSchema } from '../testing/generate/generate'
import { buildScript } from '../testing/generate/statements'
import { packScripts } from '../testing/pack-scripts'
import { createDatabase, majors } from '../testing/servers'
import { dumped, dumpProject } from './dump.fixture'

const kinds = path.join(import.meta.dirname, '../kinds/corpus')
const everyKind = fs.readFileSync(path.join(import.meta.dirname, '../testing/every-kind.sql'), 'utf8')

describe.each(majors().slice(-1))('what was dumped from Postgres %i is what is there', (major) => {
  test('for both sides of every case of the corpus', { timeout: 600_000 }, async () => {
    const sides = readCorpus(kinds)
      .filter(({ expected }) => major >= (expected.since ?? 0))
      .flatMap(({ name, source, target }) => [
        { name: `${name}, source`, sql: source },
        { name: `${name}, target`, sql: target },
      ])
    const databases = await packScripts(major, sides)
    const found: unknown[] = []
    const left: string[] = []
    try {
      for (const database of databases) {
        const project = dumpProject(database.url)
        const { state, error, leavesOut } = await dumped(project, { what: 'schema' })
        if (state !== 'verified') found.push(error)
        left.push(...leavesOut)
      }
      expect(found).toEqual([])
      const reasons = left.map((line) => line.slice(line.lastIndexOf(', ') + 2))
      expect(new Set(reasons)).toEqual(
        new Set([
          'added to a table of an extension',
          'an index that is not valid',
          'of which only that its triggers are switched off',
        ]),
      )
    } finally {
      for (const database of databases) await database.drop()
    }
  })

  test('for every kind, and for a generated schema', { timeout: 120_000 }, async () => {
    for (const sql of [everyKind, buildScript(generateSchema(7, major, { isDumped: true }))]) {
      const database = await createDatabase(major, { sql })
      try {
        const project = dumpProject(database.url)
        for (const what of ['schema', 'data', 'roles'] as const) {
          const { state, error } = await dumped(project, { what })
          expect([what, error, state]).toEqual([what, null, 'verified'])
        }
      } finally {
        await database.drop()
      }
    }
  })
})
