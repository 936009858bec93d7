import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { KINDS } from '../kinds/all'
import { compareSnapshots } from '../objects/compare'
import type { Difference } from '../objects/difference'
import type { Snapshot } from '../objects/snapshot'
import { platformRules } from '../supabase/platform'
import { readDatabase } from '../testing/read-database'
import { majors } from '../testing/servers'
import { buildDemo, type Demo, dropDemo } from './build'
import { planted } from './planted'
import type { Planted, PlantedSort } from './planted/plant'
import { demoServer } from './test-server.fixture'

const prefix = `product_${process.pid}`

/** Settings of roles for one database are that database's own; other tests share the rest of the server. */
const kinds = KINDS.filter(({ name, scope }) => scope !== 'cluster' || name === 'role-setting')

/** What two snapshots alone can tell; the other sorts need the migrations. */
const tellable: readonly PlantedSort[] = [
  'nameOnly',
  'orderOnly',
  'ownerOnly',
  'extensionVersion',
  'platformObject',
]

describe.each(majors().filter((major) => major >= 15))('on %i', (major) => {
  const server = demoServer(major)
  let demo: Demo
  let prod: Snapshot

  beforeAll(async () => {
    demo = await buildDemo(server, { prefix })
    prod = await readDatabase(demo.urls.prod, kinds)
  })
  afterAll(() => dropDemo(server, prefix))

  test.each(['local', 'dev', 'staging'] as const)(
    'the product finds in %s exactly what was planted',
    async (name) => {
      const target = await readDatabase(demo.urls[name], kinds)
      const { differences } = compareSnapshots(prod, target, kinds, platformRules([prod, target]))
      const own = planted.filter(({ environment }) => environment === name)
      expect(differences.map(inOneLine).sort()).toEqual(own.map(inOneLine).sort())
      for (const plant of own.filter(({ sort }) => tellable.includes(sort))) {
        const found = differences.find((difference) => inOneLine(difference) === inOneLine(plant))
        expect([plant.address, found?.cause]).toEqual([plant.address, plant.sort])
      }
    },
  )
})

function inOneLine(one: Difference | Planted): string {
  const fields = one.fields.map((field) => (typeof field === 'string' ? field : field.name))
  const names = one.targetAddress ? [one.address, one.targetAddress] : [one.address]
  return [one.kind, ...names.map((parts) => parts.join(' / ')), one.status, ...fields.sort()].join(' | ')
}
