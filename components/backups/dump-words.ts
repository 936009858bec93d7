import type { DataFormat, DumpCheck, DumpProgress, DumpRecord, DumpWhat } from '@/lib/dumps/dump-record'

/** What a dump holds, in the order of the buttons. */
export const WHAT = [
  { value: 'types', label: 'Types', meaning: 'TypeScript types of the tables, for the code that uses them' },
  { value: 'schema', label: 'Schema', meaning: 'The SQL that builds the schema, without rows' },
  { value: 'data', label: 'Data', meaning: 'The rows of the tables' },
  { value: 'roles', label: 'Roles', meaning: 'The roles and who is in which, without passwords' },
  { value: 'all', label: 'All', meaning: 'Roles, types, schema and rows of one moment' },
] as const satisfies readonly { value: DumpWhat; label: string; meaning: string }[]

export const FORMATS = [
  { value: 'sql', label: 'SQL script' },
  { value: 'custom', label: 'pg_dump archive' },
  { value: 'csv', label: 'CSV, a file a table' },
  { value: 'jsonl', label: 'JSON Lines, a file a table' },
] as const satisfies readonly { value: DataFormat; label: string }[]

export const PHASES: Readonly<Record<DumpProgress['phase'], string>> = {
  connect: 'Connecting',
  roles: 'Writing the roles',
  types: 'Making the types',
  schema: 'Dumping the schema',
  data: 'Dumping the rows',
  verify: 'Reading it back',
  restoreTest: 'Restoring it',
}

export const CHECKS: Readonly<Record<DumpCheck['name'], string>> = {
  ended: 'Ended as it should',
  whole: 'Whole',
  checksum: 'Checksum',
  objects: 'Objects',
  rows: 'Rows',
  commands: 'No hidden commands',
  types: 'Types',
}

export const ASKED_BY: Readonly<Record<DumpRecord['askedBy'], string>> = {
  dashboard: 'the dashboard',
  schedule: 'a schedule',
  commandLine: 'the command line',
  restore: 'a restore, before it replaced anything',
}

export function whatWord(what: DumpWhat): string {
  return WHAT.find(({ value }) => value === what)?.label ?? what
}

/** Whether rows are in it. */
export function holdsRows(what: DumpWhat): boolean {
  return what === 'data' || what === 'all'
}

/** Whether restoring it by itself makes something. */
export function isRestorable(what: DumpWhat): boolean {
  return what !== 'types' && what !== 'roles'
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** `1.8 GB`: bytes in powers of a thousand, with two digits that count where there are so many. */
export function bytesInWords(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000
    unit++
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0
  return `${value.toFixed(digits)} ${UNITS[unit]}`
}

/** `8 s`, `1 min 52 s`, `2 h 5 min`. */
export function durationInWords(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000)
  if (seconds < 1) return 'under 1 s'
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** `20 to 40 s left`. */
export function secondsLeftInWords([from, to]: readonly [number, number]): string {
  if (to < 90) return `${Math.round(from)} to ${Math.round(to)} s left`
  return `${Math.max(1, Math.floor(from / 60))} to ${Math.ceil(to / 60)} min left`
}
