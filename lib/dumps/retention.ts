import type { RetentionRule } from '../config/dump-settings'
import { canBeRestored, type DumpRecord, isFitToRestore } from './dump-record'

const DAY_MS = 86_400_000

/**
 * The dumps that a rule lets go. Ages are those by which a dump is older than the newest of its environment, by the
 * times that the server told with them: the clock of this machine has no say, so that a wrong one removes nothing.
 * A pinned dump stays, and so do of each environment and kind the last ones that are verified, can be restored, and were
 * restored as a test. Of those that failed only the count is limited, because they hold nothing.
 */
export function dumpsToRemove(
  records: readonly DumpRecord[],
  { keep, days }: RetentionRule,
): readonly DumpRecord[] {
  if (keep === null && days === null) return []
  const newest = newestByEnvironment(records)
  return groups(records).flatMap((group) => {
    const made = group.filter(isMade).toSorted(byTime)
    const kept = LAST_OF_EACH.map((isSuch) => made.find(isSuch))
    const old = made.filter((record, place) => {
      if (kept.includes(record) || record.isPinned) return false
      return (keep !== null && place >= keep) || isOlder(record, newest.get(record.environment), days)
    })
    const failed = group.filter((record) => isFailed(record) && !record.isPinned)
    return [...old, ...(keep === null ? [] : failed.toSorted(byAsking).slice(keep))]
  })
}

/** Of the dumps of one environment and kind, the newest of each of these sorts stays. */
const LAST_OF_EACH: readonly ((record: DumpRecord) => boolean)[] = [
  ({ state }) => state === 'verified',
  isFitToRestore,
  canBeRestored,
  ({ restoreTest }) => restoreTest?.state === 'passed',
]

function isMade({ state }: DumpRecord): boolean {
  return state === 'verified' || state === 'notVerified'
}

function isFailed({ state }: DumpRecord): boolean {
  return state === 'failed' || state === 'cancelled' || state === 'interrupted'
}

/** The time a dump shows, by the server's clock; NaN where none was told. */
function timeOf({ takenAt }: DumpRecord): number {
  return takenAt === null ? Number.NaN : Date.parse(takenAt)
}

function isOlder(record: DumpRecord, newest: number | undefined, days: number | null): boolean {
  if (days === null || newest === undefined) return false
  // Without a time, nothing is older: a comparison with NaN is false.
  return newest - timeOf(record) > days * DAY_MS
}

function byTime(a: DumpRecord, b: DumpRecord): number {
  const [first, second] = [timeOf(a), timeOf(b)]
  if (Number.isNaN(first) || Number.isNaN(second) || first === second) return byAsking(a, b)
  return second - first
}

function byAsking(a: DumpRecord, b: DumpRecord): number {
  return a.askedAt < b.askedAt ? 1 : a.askedAt > b.askedAt ? -1 : 0
}

function newestByEnvironment(records: readonly DumpRecord[]): Map<string, number> {
  const newest = new Map<string, number>()
  for (const record of records) {
    const time = timeOf(record)
    if (isMade(record) && time > (newest.get(record.environment) ?? Number.NEGATIVE_INFINITY))
      newest.set(record.environment, time)
  }
  return newest
}

function groups(records: readonly DumpRecord[]): DumpRecord[][] {
  const found = new Map<string, DumpRecord[]>()
  for (const record of records) {
    const key = JSON.stringify([record.environment, record.what])
    found.set(key, [...(found.get(key) ?? []), record])
  }
  return [...found.values()]
}
