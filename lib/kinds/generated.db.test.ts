import { beforeAll, describe, expect, test } from 'vitest'
import { objectId } from '../objects/address'
import { type Comparison, compareSnapshots } from '../objects/compare'
import type { Snapshot } from '../objects/snapshot'
import { loadGrammar } from '../sql/wording'
import { type ChangePlan, planChanges, sortsOfChange } from '../testing/generate/changes'
import { generateSchema } from '../testing/generate/generate'
import type { Item } from '../testing/generate/item'
import { Random } from '../testing/generate/random'
import { seedsOr } from '../testing/generate/seeds'
import { buildScript } from '../testing/generate/statements'
import { DATABASE_KINDS, readDatabase } from '../testing/read-database'
import { createDatabase, majors } from '../testing/servers'

/** Together they plant every sort of change there is; see the last test. */
const OWN_SEEDS = [161, 162, 163, 164, 165, 166]
const SEEDS = seedsOr(OWN_SEEDS)

type Major = ReturnType<typeof majors>[number]

interface Generated {
  readonly items: readonly Item[]
  readonly plan: ChangePlan
}

beforeAll(loadGrammar)

describe.each(majors())('PostgreSQL %i', (major) => {
  test.concurrent.each(SEEDS)('seed %i: what was planted is found, and nothing else', async (seed) => {
    const generated = generate(seed, major)
    const [source, target] = await readBoth(major, generated)
    expect(found(compare(source, target))).toEqual(expected(generated.plan))
    expect(found(compare(target, source))).toEqual(expected(generated.plan).map(swapped).sort(byId))
  })

  test.concurrent.each(SEEDS.slice(0, 2))('seed %i: built in another order it is identical', async (seed) => {
    const { items } = generate(seed, major)
    const [one, twin] = await Promise.all([
      readNew(major, [buildScript(items)]),
      readNew(major, [buildScript(items, { shuffle: new Random(seed + 1) })]),
    ])
    expect(found(compare(one, twin))).toEqual([])
    expect(compare(one, twin).identical).toBe(true)
    expect(compare(one, one).identical).toBe(true)
  })
})

describe('the oldest against the newest server', () => {
  const oldest = Math.min(...majors()) as Major
  const newest = Math.max(...majors()) as Major

  test.concurrent.each(SEEDS.slice(0, 2))('seed %i', async (seed) => {
    const generated = generate(seed, oldest)
    const [older, newer] = await Promise.all([oldest, newest].map((major) => readBoth(major, generated)))
    const [[source, target], [newSource, newTarget]] = [older, newer] as [Snapshot[], Snapshot[]]
    expect(found(compare(source as Snapshot, newSource as Snapshot))).toEqual([])
    expect(found(compare(target as Snapshot, newTarget as Snapshot))).toEqual([])
    expect(found(compare(source as Snapshot, newTarget as Snapshot))).toEqual(expected(generated.plan))
    expect(found(compare(newSource as Snapshot, target as Snapshot))).toEqual(expected(generated.plan))
  })
})

test('every sort of change is planted', () => {
  const major = Math.min(...majors())
  const some = Array.from({ length: 40 }, (_, seed) => generateSchema(seed, major))
  const all = new Set(some.flatMap((items) => [...sortsOfChange(items)]))
  const planted = new Set(OWN_SEEDS.flatMap((seed) => generate(seed, major, OWN_SEEDS).plan.sorts))
  expect([...all].filter((sort) => !planted.has(sort))).toEqual([])
  expect(all.size).toBeGreaterThan(250)
})

/** A schema with changes, of sorts that earlier seeds do not have wherever that is possible. */
function generate(seed: number, major: number, seeds = SEEDS): Generated {
  const already = new Set<string>()
  for (const each of seeds) {
    const items = generateSchema(each, major)
    const plan = planChanges(items, new Random(each), already)
    if (each === seed) return { items, plan }
    for (const sort of plan.sorts) already.add(sort)
  }
  throw new Error(`${seed} is none of the seeds.`)
}

function readBoth(major: Major, { items, plan }: Generated): Promise<[Snapshot, Snapshot]> {
  return Promise.all([
    readNew(major, [buildScript(items, { without: plan.missingInSource })]),
    readNew(major, [buildScript(items, { instead: plan.instead }), ...plan.statements]),
  ])
}

async function readNew(major: Major, scripts: readonly string[]): Promise<Snapshot> {
  const database = await createDatabase(major)
  try {
    for (const script of scripts) await database.query(script)
    return await readDatabase(database.url)
  } finally {
    await database.drop()
  }
}

function compare(source: Snapshot, target: Snapshot): Comparison {
  return compareSnapshots(source, target, DATABASE_KINDS)
}

interface Told {
  /** The object, and its name in the target where that is another one. */
  readonly id: string
  readonly status: string
  readonly fields: readonly string[]
  readonly cause: string
  readonly consequences: readonly string[]
}

function found({ differences }: Comparison): Told[] {
  return differences
    .map(({ kind, address, targetAddress, status, fields, cause, consequences }) => ({
      id: idOf(kind, address, targetAddress),
      status,
      fields: fields.map(({ name }) => name).sort(),
      cause,
      consequences: consequences.map(({ id }) => id).sort(),
    }))
    .sort(byId)
}

function expected({ expected }: ChangePlan): Told[] {
  return expected
    .map(({ kind, address, targetAddress, status, fields, cause, consequences }) => ({
      id: idOf(kind, address, targetAddress),
      status,
      fields,
      cause: cause ?? expect.any(String),
      consequences: consequences ?? expect.any(Array),
    }))
    .sort(byId)
}

function idOf(kind: string, address: readonly string[], targetAddress?: readonly string[]): string {
  const ids = [
    objectId({ kind, address }),
    ...(targetAddress ? [objectId({ kind, address: targetAddress })] : []),
  ]
  return ids.join(' -> ')
}

function swapped({ id, status, ...rest }: Told): Told {
  const other: Readonly<Record<string, string>> = { sourceOnly: 'targetOnly', targetOnly: 'sourceOnly' }
  return { ...rest, id: id.split(' -> ').reverse().join(' -> '), status: other[status] ?? status }
}

function byId(a: Told, b: Told): number {
  return a.id < b.id ? -1 : 1
}
