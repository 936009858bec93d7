import type { Severity } from '../../objects/kind'

/** How large a table is, as its server estimates; null where it does not know. */
export interface TableSize {
  readonly rows: number | null
  /** With indexes and TOAST. */
  readonly bytes: number | null
}

/** What follows from a size: `empty` holds no row; `unknown` counts as large. */
export type Weight = 'empty' | 'small' | 'medium' | 'large' | 'unknown'

const SMALL = { rows: 10_000, bytes: 16 * 2 ** 20 }
const MEDIUM = { rows: 1_000_000, bytes: 512 * 2 ** 20 }

export function weightOf(size: TableSize | null): Weight {
  if (!size || (size.rows === null && size.bytes === null)) return 'unknown'
  if (size.rows === 0) return 'empty'
  if (isWithin(size, SMALL)) return 'small'
  return isWithin(size, MEDIUM) ? 'medium' : 'large'
}

function isWithin(
  { rows, bytes }: TableSize,
  limit: { readonly rows: number; readonly bytes: number },
): boolean {
  return (rows ?? 0) <= limit.rows && (bytes ?? 0) <= limit.bytes
}

/** How serious it is to hold up a table of this weight; null for an empty one, where nobody waits. */
export function lockSeverity(weight: Weight): Severity | null {
  if (weight === 'empty') return null
  return weight === 'small' ? 'low' : weight === 'medium' ? 'medium' : 'high'
}

/** How large a table is somewhere, in a sentence: `public.t has about 2.4 million rows, 1.1 GB, in prod.` */
export function sizeSentence(table: string, { rows, bytes }: TableSize, where: string): string {
  if (rows === 0) return `${table} has no rows in ${where}.`
  if (rows === null)
    return `${table} takes ${byteWords(bytes ?? 0)} in ${where}; its server has not counted the rows.`
  return `${table} has about ${rowWords(rows)}${bytes === null ? '' : `, ${byteWords(bytes)},`} in ${where}.`
}

function rowWords(rows: number): string {
  if (rows === 1) return '1 row'
  if (rows < 10_000) return `${rows} rows`
  if (rows < 1_000_000) return `${Math.round(rows / 1000)} thousand rows`
  const [unit, word] = rows < 1e9 ? [1e6, 'million'] : [1e9, 'billion']
  return `${shortNumber(rows / unit)} ${word} rows`
}

function byteWords(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB']
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), units.length - 1)
  return `${shortNumber(bytes / 2 ** (10 * power))} ${units[power]}`
}

function shortNumber(value: number): string {
  return value >= 10 ? String(Math.round(value)) : String(Math.round(value * 10) / 10)
}
