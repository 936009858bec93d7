import { createHash } from 'node:crypto'
import type { TableToDump } from './table-to-dump'

/** What file systems and their backups take as a name, with room for endings. */
const LONGEST = 180
const DIGEST = 12
/** Names that Windows gives to devices, with or without an ending. */
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i

/**
 * Names of files for tables, without ending, by OID: `schema.table`, where other letters than those of ASCII, digits, `_` and `-`
 * stand as in an address, such as `%20`. Safe on every system: none begins with a point or a dash or is longer than a file's name
 * may be, and tables whose names differ in case alone, or that are too long, get a digest of their name.
 */
export function tableFileNames(
  tables: readonly Pick<TableToDump, 'oid' | 'schema' | 'name'>[],
): ReadonlyMap<number, string> {
  const plain = tables.map((table) => `${encode(table.schema, true)}.${encode(table.name, false)}`)
  const counts = new Map<string, number>()
  for (const name of plain) counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) ?? 0) + 1)
  return new Map(
    tables.map((table, i) => {
      const name = plain[i] as string
      const isAlone = counts.get(name.toLowerCase()) === 1 && name.length <= LONGEST
      return [table.oid, isAlone ? name : `${name.slice(0, LONGEST - DIGEST - 1)}~${digest(table)}`]
    }),
  )
}

function encode(name: string, isFirst: boolean): string {
  const encoded = [...Buffer.from(name)].map(encodeByte).join('')
  return isFirst && (encoded.startsWith('-') || DEVICES.test(encoded))
    ? percent(encoded.charCodeAt(0)) + encoded.slice(1)
    : encoded
}

function encodeByte(byte: number): string {
  const letter = String.fromCharCode(byte)
  return /[A-Za-z0-9_-]/.test(letter) ? letter : percent(byte)
}

function percent(byte: number): string {
  return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
}

function digest(table: Pick<TableToDump, 'schema' | 'name'>): string {
  const parts = JSON.stringify([table.schema, table.name])
  return createHash('sha256').update(parts).digest('hex').slice(0, DIGEST)
}
