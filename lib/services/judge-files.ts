import path from 'node:path'
import type { DumpCheck, DumpedTable } from '../dumps/dump-record'
import type { Inspection } from './inspect-files'

/** A table whose rows are to be in the files; `rows` where whoever wrote them counted. */
export type ExpectedTable = Omit<DumpedTable, 'rows'> & { readonly rows: number | null }

/**
 * What files show of themselves: that they are whole, those that were written, and free of commands.
 * @param missing what should be among them and is not, as lines for people.
 */
export function judgeFiles(found: readonly Inspection[], missing: readonly string[] = []): DumpCheck[] {
  const scripts = found.filter(({ contents }) => contents !== null)
  const commands = scripts.flatMap(({ contents, of }) =>
    (contents?.commands ?? []).map((command) => `${nameOf(of.file)}: ${command.slice(0, 100)}`),
  )
  const broken = found.filter(({ problem, isWhole }) => problem !== null || !isWhole)
  const changed = found.filter(({ bytes, sha256, of }) => bytes !== of.bytes || sha256 !== of.sha256)
  const empty = found.filter(({ problem, of, rows }) => problem === null && of.bytes === 0 && rows === null)
  return [
    check(
      'whole',
      [
        ...missing,
        ...broken.map(({ of, problem }) => `${nameOf(of.file)}: ${problem ?? 'it ends too early'}`),
        ...empty.map(({ of }) => `${nameOf(of.file)}: it is empty`),
      ],
      `${files(found.length)} read from the first byte to the last`,
    ),
    check(
      'checksum',
      changed.map(({ of }) => `${nameOf(of.file)} is not what was written`),
      `${files(found.length)} hashed anew, and the SHA-256 is that of what was written`,
    ),
    ...(scripts.length > 0
      ? [check('commands', commands, 'Nothing in it is run by psql on the machine that restores it')]
      : []),
  ]
}

/** The rows that were found, in the order of the tables that were expected; null for a table that was not found. */
export function rowsFound(
  found: readonly Inspection[],
  tables: readonly ExpectedTable[],
): (Pick<DumpedTable, 'rows' | 'sha256'> | null)[] {
  const data = found.filter(({ of }) => of.part === 'data')
  const perTable = data.filter(({ rows }) => rows !== null)
  if (perTable.length > 0 || data.length === 0)
    return tables.map((_, place) => {
      const rows = perTable[place]?.rows
      return rows === null || rows === undefined ? null : { rows, sha256: null }
    })
  const read = new Map(
    data.flatMap(({ contents }) => contents?.tables ?? []).map((table) => [key(table), table]),
  )
  return tables.map((table) => {
    const own = read.get(key(table))
    return own ? { rows: own.rows, sha256: own.sha256 } : null
  })
}

/** Holds the rows that were found against what the server counted at the moment of the dump, and what was written. */
export function judgeRows(found: readonly Inspection[], tables: readonly ExpectedTable[]): DumpCheck[] {
  const rows = rowsFound(found, tables)
  const missing = tables
    .filter((_, place) => rows[place] === null)
    .map((table) => `${nameOfTable(table)} is missing`)
  const chosen = new Set(tables.map(key))
  const others = found
    .flatMap(({ contents }) => contents?.tables ?? [])
    .filter((table) => !chosen.has(key(table)))
  const perTable = found.filter(({ of, rows: own }) => of.part === 'data' && own !== null)
  const stray = perTable.slice(tables.length)
  const wrong = tables.flatMap((table, place) => {
    const own = rows[place]
    if (!own) return []
    if (own.rows !== table.rowsOnServer)
      return [`${nameOfTable(table)} has ${own.rows} rows, and the server counted ${table.rowsOnServer}`]
    const isOther = table.sha256 !== null && own.sha256 !== null && own.sha256 !== table.sha256
    return isOther ? [`${nameOfTable(table)} has other rows than were written`] : []
  })
  const total = tables.reduce((sum, { rowsOnServer }) => sum + rowsOnServer, 0)
  return [
    check(
      'rows',
      [
        ...missing,
        ...others.map((table) => `${nameOfTable(table)} was not to be in it`),
        ...stray.map(({ of }) => `${nameOf(of.file)} is of no table that was to be in it`),
        ...wrong,
      ],
      `${total.toLocaleString('en')} rows of ${tables.length} ${tables.length === 1 ? 'table' : 'tables'}, as the server counted at that moment`,
    ),
  ]
}

const MOST_TOLD = 5

/** A check that passed where nothing is wrong. */
export function check(name: DumpCheck['name'], wrong: readonly string[], passed: string): DumpCheck {
  if (wrong.length === 0) return { name, state: 'passed', message: passed }
  const more = wrong.length > MOST_TOLD ? `; and ${wrong.length - MOST_TOLD} more` : ''
  return { name, state: 'failed', message: wrong.slice(0, MOST_TOLD).join('; ') + more }
}

function key({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return JSON.stringify([schema, name])
}

function nameOfTable({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return `${schema}.${name}`
}

function nameOf(file: string): string {
  return path.basename(file).replace(/^\.(.*)\.[A-Za-z0-9-]+\.partial$/, '$1')
}

function files(count: number): string {
  return count === 1 ? 'The file was' : `All ${count} files were`
}
