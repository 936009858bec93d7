import { describe, expect, test } from 'vitest'
import { dumpRecord } from '../dumps/dump-record.fixture'
import type { DumpAnswer } from '../services/list-dumps'
import { renderDump, renderDumps, renderProgress, size } from './render-dump'

const plain = (_: unknown, text: string) => text
const file = { part: 'data', path: 'data/x/data.sql', bytes: 1_200_000, sha256: 'a'.repeat(64) } as const
const listed = (change: Partial<DumpAnswer>): DumpAnswer => ({
  ...dumpRecord(),
  isInUse: false,
  isRead: false,
  progress: null,
  checkError: null,
  queuedBehind: null,
  ...change,
  files: change.files ?? [],
})

describe('dumps in words', () => {
  test('one tells what came of it, and no name steers the terminal', () => {
    const table = { schema: 'public', name: 't', rowsOnServer: 1, rows: 1, sha256: null, masked: [] }
    const lines = renderDump(
      dumpRecord({
        environment: 'pr\u001b[31mod',
        files: [file],
        tables: [table],
        checks: [{ name: 'rows', state: 'notDone', message: 'nobody counted' }],
        leavesOut: ['public.\u202esecret'],
      }),
      plain,
    )
    expect(lines).toEqual([
      '✓ verified: data of pr<U+001B>[31mod in 9.0 s  2026-11-21T00-00-00-abcdef',
      '  data/x/data.sql  1.2 MB',
      '  1 row of 1 table',
      '  ? rows: nobody counted',
      '  without: public.<U+202E>secret',
    ])
  })

  test('the list tells what became of the files', () => {
    expect(renderDumps([], plain)).toEqual(['No dumps yet. `lockstep dump ENVIRONMENT` makes one.'])
    const states = [
      listed({ files: [{ ...file, state: 'there' }], isPinned: true }),
      listed({ files: [{ ...file, state: 'changed' }] }),
      listed({ files: [{ ...file, state: 'gone' }], state: 'notVerified' }),
      listed({ state: 'interrupted' }),
    ]
    expect(
      renderDumps(states, plain)
        .slice(1)
        .map((line) => line.replace(/^\S+ +prod +data +(1\.2 MB)? */, '')),
    ).toEqual([
      '✓ verified, pinned',
      '✓ verified, replaced since',
      '! finished, not verified, files are gone',
      '✕ interrupted',
    ])
  })

  test('progress is as much as is known', () => {
    const nothing = {
      phase: 'connect',
      bytes: 0,
      bytesPerSecond: null,
      expectedBytes: null,
      secondsLeft: null,
      at: null,
    } as const
    expect(renderProgress(nothing)).toBe('connect')
    const known = {
      phase: 'data',
      bytes: 1e9,
      bytesPerSecond: 25e6,
      expectedBytes: 2e9,
      secondsLeft: [30, 50],
      at: 'public.t',
    } as const
    expect(renderProgress(known)).toBe('data public.t, 1.0 GB of about 2.0 GB, 25 MB/s, 30 to 50 s left')
    expect(renderProgress({ ...known, bytes: 3e9, secondsLeft: null })).toBe('data public.t, 3.0 GB, 25 MB/s')
  })

  test.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [15_000, '15 kB'],
    [2_500_000_000_000, '2.5 TB'],
    [3_000_000_000_000_000, '3000 TB'],
  ])('%i bytes are %s', (bytes, expected) => expect(size(bytes)).toBe(expected))
})
