import { describe, expect, test } from 'vitest'
import type { DumpRecord } from './dump-record'
import { dumpRecord, restoreTest } from './dump-record.fixture'
import { dumpsToRemove } from './retention'

/** A dump of that day of November, by the server's clock and by ours. */
function ofDay(day: number, change: Partial<DumpRecord> = {}): DumpRecord {
  const time = `2026-11-${String(day).padStart(2, '0')}T03:00:00.000Z`
  return dumpRecord({ id: `day-${day}`, askedAt: time, takenAt: time, ...change })
}

const ids = (records: readonly DumpRecord[]) => records.map(({ id }) => id).toSorted()

describe('what a rule lets go', () => {
  const month = [1, 5, 10, 15, 20].map((day) => ofDay(day))

  test('is nothing without a rule', () => {
    expect(dumpsToRemove(month, { keep: null, days: null })).toEqual([])
  })

  test('is what is more than so many, the oldest', () => {
    expect(ids(dumpsToRemove(month, { keep: 2, days: null }))).toEqual(['day-1', 'day-10', 'day-5'])
  })

  test('is what is older than so many days than the newest', () => {
    expect(ids(dumpsToRemove(month, { keep: null, days: 7 }))).toEqual(['day-1', 'day-10', 'day-5'])
  })

  test('counts each environment and kind on its own', () => {
    const others = [
      ofDay(1, { id: 'dev', environment: 'dev' }),
      ofDay(1, { id: 'schema', what: 'schema' }),
      ofDay(1, { id: 'all', what: 'all' }),
    ]
    expect(ids(dumpsToRemove([...month, ...others], { keep: 1, days: 1 }))).toEqual(
      ids(month.filter(({ id }) => id !== 'day-20')),
    )
  })

  test('is never a pinned one, nor the last verified one of its environment and kind', () => {
    const records = [
      ofDay(1, { isPinned: true }),
      ofDay(2),
      ofDay(18, { state: 'notVerified' }),
      ofDay(19, { state: 'notVerified' }),
      ofDay(20, { state: 'failed' }),
    ]
    expect(ids(dumpsToRemove(records, { keep: 1, days: 1 }))).toEqual(['day-18'])
  })

  test('is not the last one that was restored as a test, nor the last of which that did not fail', () => {
    const tested = (state: 'passed' | 'failed') => ({ restoreTest: restoreTest({ state }) })
    const records = [
      ofDay(1, tested('passed')),
      ofDay(2, tested('passed')),
      ofDay(3),
      ofDay(4),
      ofDay(5, tested('failed')),
      ofDay(6, tested('failed')),
    ]
    expect(ids(dumpsToRemove(records, { keep: 1, days: 1 }))).toEqual(['day-1', 'day-3', 'day-5'])
  })

  test('is neither the last verified one nor a newer one that lacks nothing but types', () => {
    const lacksTypes = {
      state: 'notVerified',
      checks: [{ name: 'types', state: 'notDone', message: '' }],
    } as const
    const records = [
      ofDay(1),
      ofDay(2),
      ofDay(18, lacksTypes),
      ofDay(19, lacksTypes),
      ofDay(20, { state: 'notVerified' }),
    ]
    expect(ids(dumpsToRemove(records, { keep: 1, days: 1 }))).toEqual(['day-1', 'day-18'])
  })

  test('is never one that is not done, and of failed ones only what is more than so many', () => {
    const records = [
      ...[1, 2, 3].map((day) => ofDay(day, { state: 'failed', takenAt: null })),
      ofDay(4, { state: 'running' }),
      ofDay(5, { state: 'queued' }),
      ofDay(6, { state: 'failed', isPinned: true, takenAt: null }),
      ofDay(30),
    ]
    expect(ids(dumpsToRemove(records, { keep: 2, days: null }))).toEqual(['day-1'])
    expect(dumpsToRemove(records, { keep: null, days: 1 })).toEqual([])
  })

  test('does not depend on the clock of this machine', () => {
    // Ours was two days ahead when the last one was asked for, a year behind for another, and the server's was right.
    const records = [
      ofDay(1),
      ofDay(2, { askedAt: '2025-11-02T03:00:00.000Z' }),
      ofDay(3, { askedAt: '2026-12-24T03:00:00.000Z' }),
    ]
    expect(dumpsToRemove(records, { keep: null, days: 7 })).toEqual([])
    expect(ids(dumpsToRemove(records, { keep: 2, days: null }))).toEqual(['day-1'])
  })

  test('is not one whose time the server did not tell, by age', () => {
    expect(dumpsToRemove([ofDay(1, { takenAt: null }), ofDay(30)], { keep: null, days: 1 })).toEqual([])
  })
})
