import type { DumpRecord, RestoreTest } from './dump-record'

/** A verified dump of prod's data, other than what is given. */
export function dumpRecord(change: Partial<DumpRecord> = {}): DumpRecord {
  return {
    formatVersion: 1,
    id: '2026-11-21T00-00-00-abcdef',
    environment: 'prod',
    what: 'data',
    askedBy: 'commandLine',
    options: {
      format: 'sql',
      isCompressed: false,
      selection: { schemas: null, tables: null, excludeSchemas: [], excludeTables: [] },
      masks: [],
      skipsUnreadable: false,
      testsRestore: false,
    },
    state: 'verified',
    askedAt: '2026-11-21T00:00:00.000Z',
    startedAt: '2026-11-21T00:00:00.100Z',
    endedAt: '2026-11-21T00:00:09.100Z',
    takenAt: '2026-11-21T00:00:01.000Z',
    server: { address: '127.0.0.1:5432/app', version: '17.4', identity: null },
    route: 'direct',
    program: { name: 'pg_dump', version: '18.3', build: 'bundled', path: null },
    typesBy: null,
    files: [],
    tables: [],
    leavesOut: [],
    checks: [],
    fingerprint: null,
    restoreTest: null,
    isPinned: false,
    error: null,
    ...change,
  }
}

/** A restore test that passed, other than what is given. */
export function restoreTest(change: Partial<RestoreTest> = {}): RestoreTest {
  return {
    state: 'passed',
    testedAt: '2026-11-21T00:01:00.000Z',
    tookMs: 1200,
    serverVersion: '17.4',
    objects: 3,
    differences: [],
    tables: 1,
    rows: 2,
    rowDifferences: [],
    notTested: [],
    error: null,
    ...change,
  }
}
