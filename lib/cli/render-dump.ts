import type { DumpProgress, DumpRecord } from '../dumps/dump-record'
import type { DumpAnswer } from '../services/list-dumps'
import { table } from './table'
import { type Paint, type Style, safe } from './terminal'

const STATES: Readonly<Record<DumpRecord['state'], readonly [words: string, style: Style]>> = {
  queued: ['waiting', 'dim'],
  running: ['running', 'blue'],
  verified: ['✓ verified', 'green'],
  notVerified: ['! finished, not verified', 'yellow'],
  failed: ['✕ failed', 'red'],
  cancelled: ['– cancelled', 'dim'],
  interrupted: ['✕ interrupted', 'red'],
}

const MARKS = { passed: '✓', failed: '✕', notDone: '?' } as const

/** What came of one dump. */
export function renderDump(record: DumpRecord, paint: Paint): string[] {
  const rows = record.tables.reduce((sum, each) => sum + each.rows, 0)
  return [
    `${stateOf(record, paint)}: ${record.what} of ${safe(record.environment)}${took(record)}  ${paint('dim', record.id)}`,
    ...table(
      record.files.map(({ path, bytes }) => [safe(path), size(bytes)]),
      '  ',
    ),
    ...(record.tables.length > 0
      ? [`  ${count(rows, 'row')} of ${count(record.tables.length, 'table')}`]
      : []),
    ...record.checks.map(({ state, name, message }) => `  ${MARKS[state]} ${name}: ${safe(message)}`),
    ...record.leavesOut.map((line) => `  ${paint('dim', `without: ${safe(line)}`)}`),
  ]
}

/** All dumps, the latest first. */
export function renderDumps(dumps: readonly DumpAnswer[], paint: Paint): string[] {
  if (dumps.length === 0) return ['No dumps yet. `lockstep dump ENVIRONMENT` makes one.']
  return table([
    ['ID', 'ENVIRONMENT', 'WHAT', 'SIZE', 'STATE', 'RESTORE TEST'],
    ...dumps.map((dump) => [
      dump.id,
      safe(dump.environment),
      dump.what,
      dump.files.length > 0 ? size(dump.files.reduce((sum, { bytes }) => sum + bytes, 0)) : '',
      `${stateOf(dump, paint)}${fileNote(dump)}${dump.isPinned ? ', pinned' : ''}`,
      dump.restoreTest?.state ?? '',
    ]),
  ])
}

/** One line of how far a dump is. */
export function renderProgress({
  phase,
  bytes,
  bytesPerSecond,
  expectedBytes,
  secondsLeft,
  at,
}: DumpProgress): string {
  const of = expectedBytes && expectedBytes > bytes ? ` of about ${size(expectedBytes)}` : ''
  return [
    `${phase}${at ? ` ${at}` : ''}`,
    bytes > 0 ? `${size(bytes)}${of}` : null,
    bytesPerSecond ? `${size(bytesPerSecond)}/s` : null,
    secondsLeft ? `${secondsLeft[0]} to ${secondsLeft[1]} s left` : null,
  ]
    .filter(Boolean)
    .join(', ')
}

export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  const units = ['kB', 'MB', 'GB', 'TB']
  const power = Math.min(Math.floor(Math.log10(bytes) / 3), units.length)
  const value = bytes / 1000 ** power
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[power - 1]}`
}

function stateOf({ state }: Pick<DumpRecord, 'state'>, paint: Paint): string {
  const [words, style] = STATES[state]
  return paint(style, words)
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

function took({ startedAt, endedAt }: DumpRecord): string {
  if (!startedAt || !endedAt) return ''
  return ` in ${((Date.parse(endedAt) - Date.parse(startedAt)) / 1000).toFixed(1)} s`
}

/** What became of its files since. */
function fileNote({ files }: DumpAnswer): string {
  if (files.some(({ state }) => state === 'gone')) return ', files are gone'
  return files.some(({ state }) => state === 'changed') ? ', replaced since' : ''
}
