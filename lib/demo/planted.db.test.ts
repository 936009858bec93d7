import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { splitStatements } from '../sql/split-statements'
import { identifier, literal, sql } from '../sql/sql'
import { majors } from '../testing/servers'
import { buildDemo, type Demo, dropDemo } from './build'
import { type Catalog, type CatalogDifference, catalogDifferences, readCatalog } from './catalog.fixture'
import { type DemoEnvironmentName, demoEnvironments } from './environments'
import { readMigrations } from './files'
import { planted } from './planted'
import { plantedHistory } from './planted/history'
import type { Planted } from './planted/plant'
import { plantedRows } from './planted/rows'
import { demoServer } from './test-server.fixture'

const prefix = `planted_${process.pid}`

describe.each(majors().filter((major) => major >= 15))('on %i', (major) => {
  const server = demoServer(major)
  let demo: Demo
  let prod: Catalog

  beforeAll(async () => {
    demo = await buildDemo(server, { prefix })
    prod = await readCatalog(server, demo.urls.prod)
  })
  afterAll(() => dropDemo(server, prefix))

  test.each(['local', 'dev', 'staging'] as const)(
    '%s has what was planted, and nothing else',
    async (name) => {
      const own = planted.filter(({ environment }) => environment === name)
      const found = catalogDifferences(prod, await readCatalog(server, demo.urls[name]))
      const roots = found.filter((each) => !followsFrom(own, each))
      expect(roots.map(inOneLine).sort()).toEqual(own.flatMap(asFound).map(inOneLine).sort())
    },
  )

  test('the histories are as planted', async () => {
    const found = await Promise.all(
      demoEnvironments.map(async ({ name }) => (await historyStates(name)).map((state) => [name, ...state])),
    )
    const wanted = plantedHistory.map(({ environment, version, state }) => [environment, version, state])
    expect(found.flat().sort()).toEqual(wanted.sort())
  })

  test.each(plantedRows)(
    'the row $key of $table differs in $environment',
    async ({ environment, ...row }) => {
      const values = await Promise.all(
        [demo.urls.prod, demo.urls[environment]].map((url) => readRow(url, row)),
      )
      if (!row.column) expect(values).toEqual([undefined, expect.anything()])
      else expect(values[0]?.[row.column]).not.toEqual(values[1]?.[row.column])
    },
  )

  test('every reference of the data holds', async () => {
    const keys = await server.exec(demo.urls.prod, [foreignKeys])
    const counts = keys.map((row) => `select count(*)::integer as orphans from ${row.orphans}`)
    const rows = await server.exec(demo.urls.prod, [counts.join(' union all ')])
    expect(keys.length).toBeGreaterThan(50)
    expect(rows.filter((row) => row.orphans !== 0)).toEqual([])
  })

  /** What the recorded migrations of an environment and the project's files say about each other. */
  async function historyStates(name: DemoEnvironmentName): Promise<[version: string, state: string][]> {
    const rows = await server.exec(demo.urls[name], [
      `select version, name, statements, to_regclass('public.api_keys') is not null as "hasApiKeys",
        'disputed' = any (enum_range(null::public.invoice_status)::text[]) as "hasDisputed"
       from supabase_migrations.schema_migrations`,
    ])
    const files = readMigrations()
    const recorded = new Set(rows.map((row) => row.version))
    const isRecordedElsewhere = (file: string) =>
      rows.some((row) => row.name === file && !files.has(row.version as string))
    const fromFiles = [...files.values()]
      .filter(({ version, name }) => !recorded.has(version) && !isRecordedElsewhere(name))
      .map(({ version, name }) => [
        version,
        name === 'api_keys' && rows[0]?.hasApiKeys ? 'notRecorded' : 'pending',
      ])
    const fromRows = rows.flatMap((row) => {
      const file = files.get(row.version as string)
      const twin = [...files.values()].find(({ name }) => name === row.name)
      if (!file)
        return [
          [row.version, twin && isSameText(twin.text, row.statements) ? 'otherVersion' : 'databaseOnly'],
        ]
      if (!isSameText(file.text, row.statements)) return [[row.version, 'edited']]
      return file.name === 'disputed_invoices' && !row.hasDisputed
        ? [[row.version, 'recordedWithoutEffect']]
        : []
    })
    return [...fromFiles, ...fromRows] as [string, string][]
  }

  async function readRow(url: string, { table, key }: { table: readonly [string, string]; key: string }) {
    const name = sql`${identifier(table[0])}.${identifier(table[1])}`
    const [row] = await server.exec(url, [
      sql`select * from ${name} where ${literal(key)} in (${keyColumn(table[1])})`,
    ])
    return row
  }
})

const keyColumn = (table: string) => identifier(table === 'buckets' ? 'id' : 'version')

const foreignKeys = `
  select format('%s s where s.%I is not null and not exists (select from %s t where t.%I = s.%I)',
    k.conrelid::regclass, a.attname, k.confrelid::regclass, b.attname, a.attname) as orphans
  from pg_constraint k
  join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
  join pg_attribute b on b.attrelid = k.confrelid and b.attnum = k.confkey[1]
  where k.contype = 'f' and k.conparentid = 0 and cardinality(k.conkey) = 1`

function isSameText(file: string, statements: unknown): boolean {
  return (
    JSON.stringify(splitStatements(file).statements.map(({ text }) => text)) === JSON.stringify(statements)
  )
}

/** A catalog query sees a renamed object as two. */
function asFound(plant: Planted): CatalogDifference[] {
  if (!plant.targetAddress) return [plant]
  const { kind } = plant
  return [
    { kind, address: plant.address, status: 'sourceOnly', fields: [] },
    { kind, address: plant.targetAddress, status: 'targetOnly', fields: [] },
  ]
}

/** Whatever is on or within a planted object that one side lacks is missing along with it. */
function followsFrom(own: readonly Planted[], { address, status }: CatalogDifference): boolean {
  const path = `/${address.join('/')}/`
  return own.some(
    (plant) =>
      status !== 'different' &&
      plant.status === status &&
      plant.address.length < address.length &&
      path.includes(`/${plant.address.join('/')}/`),
  )
}

function inOneLine({ kind, address, status, fields }: CatalogDifference): string {
  return [kind, address.join(' / '), status, ...[...fields].sort()].join(' | ')
}
