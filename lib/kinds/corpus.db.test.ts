import fs from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Comparison, compareSnapshots } from '../objects/compare'
import type { Difference } from '../objects/difference'
import type { Snapshot } from '../objects/snapshot'
import { loadGrammar } from '../sql/wording'
import { type CorpusCase, readCorpus } from '../testing/corpus'
import { DATABASE_KINDS, readDatabase } from '../testing/read-database'
import { createDatabase, majors } from '../testing/servers'
import { KINDS } from './all'

const corpus = readCorpus(path.join(import.meta.dirname, 'corpus'))

beforeAll(loadGrammar)

test('every kind has a case in the corpus in which it differs, and a case that must not be seen', () => {
  const shown = new Set(corpus.flatMap(({ expected }) => expected.differences.map(({ kind }) => kind)))
  const quiet = new Set(
    corpus.filter(({ expected }) => expected.differences.length === 0).map(({ kind }) => kind),
  )
  const names = DATABASE_KINDS.map((kind) => kind.name)
  expect(names.filter((name) => !shown.has(name))).toEqual([])
  expect(names.filter((name) => !quiet.has(name))).toEqual([])
})

test('every folder of the corpus belongs to a kind', () => {
  const folders = fs.readdirSync(path.join(import.meta.dirname, 'corpus'))
  expect(folders.filter((folder) => !KINDS.some((kind) => kind.name === folder))).toEqual([])
})

describe.each(majors())('PostgreSQL %i', (major) => {
  const cases = corpus.filter(({ expected }) => major >= (expected.since ?? 0))
  test.concurrent.each(cases)('$name', async (corpusCase) => {
    const { source, target } = await readBoth(corpusCase, major, major)
    expect(summaries(compare(source, target))).toEqual(expectedSummaries(corpusCase))
    expect(undirected(summaries(compare(target, source)))).toEqual(
      swapped(summaries(compare(source, target))),
    )
    expect(compare(source, source).identical).toBe(true)
  })
})

describe('the oldest against the newest server', () => {
  const [oldest, newest] = [Math.min(...majors()), Math.max(...majors())]
  const cases = corpus.filter(({ expected }) => oldest >= (expected.since ?? 0))
  test.concurrent.each(cases)('$name', async (corpusCase) => {
    const older = await readBoth(corpusCase, oldest, oldest)
    const newer = await readBoth(corpusCase, newest, newest)
    expect(summaries(compare(older.source, newer.source))).toEqual([])
    expect(summaries(compare(older.target, newer.target))).toEqual([])
    expect(summaries(compare(older.source, newer.target))).toEqual(expectedSummaries(corpusCase))
  })
})

async function readBoth(corpusCase: CorpusCase, sourceMajor: number, targetMajor: number) {
  const [source, target] = await Promise.all([
    readNew(corpusCase.source, sourceMajor),
    readNew(corpusCase.target, targetMajor),
  ])
  return { source, target }
}

async function readNew(sql: string, major: number): Promise<Snapshot> {
  const database = await createDatabase(major as ReturnType<typeof majors>[number], { sql })
  try {
    return await readDatabase(database.url)
  } finally {
    await database.drop()
  }
}

function compare(source: Snapshot, target: Snapshot): Comparison {
  return compareSnapshots(source, target, DATABASE_KINDS)
}

type Summary = ReturnType<typeof summary>

function summary({ targetAddress, fields, ...difference }: Difference) {
  const { kind, address, status, severity, cause, hazards } = difference
  return {
    kind,
    address,
    targetAddress,
    status,
    severity,
    cause,
    hazards,
    fields: fields.map(({ name }) => name),
  }
}

function summaries({ differences, counts }: Comparison): Summary[] {
  expect(counts.different + counts.sourceOnly + counts.targetOnly + counts.unknown).toBe(differences.length)
  for (const { status, fields } of differences) {
    if (status === 'different') expect(fields.length).toBeGreaterThan(0)
    for (const { source, target } of fields) expect(source).not.toEqual(target)
  }
  return sorted(differences.map(summary))
}

/** Only what a case states is asserted about severity, cause and hazards; status and fields always are. */
function expectedSummaries({ expected }: CorpusCase): unknown[] {
  return sorted(expected.differences).map(({ fields = [], ...stated }) =>
    expect.objectContaining({ ...stated, fields: stated.status === 'different' ? fields : [] }),
  )
}

/** Whatever depends on the direction: what only the source has is only in the target when the sides are swapped. */
function swapped(differences: readonly Summary[]) {
  const other = { sourceOnly: 'targetOnly', targetOnly: 'sourceOnly' } as Record<string, string>
  const turned = differences.map(({ kind, status, fields, cause, address, targetAddress }) => ({
    kind,
    status: other[status] ?? status,
    fields,
    cause,
    address: targetAddress ?? address,
  }))
  return sorted(turned)
}

function undirected(differences: readonly Summary[]) {
  return differences.map(({ kind, status, fields, cause, address }) => ({
    kind,
    status,
    fields,
    cause,
    address,
  }))
}

function sorted<T extends { kind: string; address: readonly string[] }>(items: readonly T[]): T[] {
  const key = ({ kind, address }: T) => JSON.stringify([kind, address])
  return [...items].sort((a, b) => (key(a) < key(b) ? -1 : 1))
}
