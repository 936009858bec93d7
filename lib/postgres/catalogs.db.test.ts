import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { KINDS } from '../kinds/all'
import type { Kind } from '../objects/kind'
import { createDatabase, majors } from '../testing/servers'
import { KNOWN_CATALOGS } from './known-catalogs'

const page = fs.readFileSync(path.join(import.meta.dirname, '../../docs/kinds.md'), 'utf8')
const readers = new Map(
  tableRows('Catalog', 'Read by').map(([catalog, by]) => [names(catalog)[0] as string, by as string]),
)
const unread = new Map<string, string[]>()
for (const [catalog, columns] of tableRows('Catalog', 'Columns', 'Why')) {
  const name = names(catalog)[0] as string
  unread.set(name, [...(unread.get(name) ?? []), ...names(columns)])
}

test('the page and the reader know the same catalogs', () => {
  expect([...readers.keys()]).toEqual([...KNOWN_CATALOGS])
})

test('the kinds that the page names are kinds and read the catalog', () => {
  const query = new Map(KINDS.map((kind) => [kind.name, queryOn(kind, Math.max(...majors()))]))
  for (const [catalog, by] of readers) {
    if (by.startsWith('no kind')) continue
    const kinds = names(by).filter((name) => !name.startsWith('pg_'))
    expect(kinds.length, catalog).toBeGreaterThan(0)
    for (const kind of kinds)
      expect([catalog, kind, query.get(kind)?.includes(catalog)]).toEqual([catalog, kind, true])
  }
})

test('every kind is named on the page', () => {
  const named = new Set([...readers.values()].flatMap(names))
  expect(KINDS.map(({ name }) => name).filter((name) => !named.has(name))).toEqual([])
})

describe.each(majors())('PostgreSQL %i', (major) => {
  const words = new Set(queriesOn(major).join('\n').match(/\w+/g))

  test('has no catalog and no column that is neither read nor explained', async () => {
    const columns = await catalogColumns(major)
    expect(columns.length).toBeGreaterThan(400)
    const unexplained = columns.filter(([catalog, column]) => {
      const by = readers.get(catalog)
      if (by === undefined) return true
      return !by.startsWith('no kind') && !words.has(column) && !unread.get(catalog)?.includes(column)
    })
    expect(unexplained).toEqual([])
  })

  test('has no column that is read although the page says that none does', () => {
    expect([...unread.values()].flat().filter((column) => words.has(column))).toEqual([])
  })
})

async function catalogColumns(major: ReturnType<typeof majors>[number]): Promise<[string, string][]> {
  const database = await createDatabase(major)
  try {
    const rows = await database.query<{ catalog: string; column: string }>(`
      select c.relname as catalog, a.attname as column
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
      where c.relkind = 'r' and c.relnamespace = 'pg_catalog'::regnamespace`)
    return rows.map(({ catalog, column }) => [catalog, column])
  } finally {
    await database.drop()
  }
}

function queriesOn(major: number): string[] {
  return KINDS.filter(({ since }) => major >= (since ?? 0)).map((kind) => queryOn(kind, major))
}

function queryOn(kind: Kind, major: number): string {
  return kind.query({ major, busy: [], readable: new Set(kind.restrictedColumns) })
}

/** The rows of the page's table with these columns, as cells. */
function tableRows(...head: string[]): string[][] {
  const lines = page.split('\n').map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
  const first = lines.findIndex((cells) => cells.join() === head.join()) + 2
  const end = lines.findIndex((cells, i) => i > first && cells.length === 0)
  return lines.slice(first, end)
}

function names(cell = ''): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name as string)
}
