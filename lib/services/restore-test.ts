import type { RestoreTest } from '../dumps/dump-record'
import { checkFiles } from '../dumps/restore/check-files'
import { AppError } from '../objects/app-error'
import { dropOnAbort } from '../shadow/drop-on-abort'
import type { Shadow } from '../shadow/make-shadow'
import { shadowFor } from '../shadow/shadow-for'
import { readRecord, saveRecord } from '../store/dump-library'
import { noteReader } from '../store/dump-readers'
import { supabasePrepared } from '../supabase/prelude'
import { errorShape } from './error-shape'
import type { Project } from './project'
import { type RestoreSource, restoreSource } from './restore-source'
import { describeSource } from './source-platform'
import { type FoundInShadow, type TestWatch, testInShadow } from './test-in-shadow'

const CANCELLED = new AppError({
  code: 'E-CANCELLED',
  message: 'The restore test was cancelled',
  hint: 'Start it again when you like. Nothing of it is left, and the dump is unchanged.',
})

/** Failures of the dump itself: they are what a test is for. */
const OF_THE_DUMP = new Set(['E-DUMP-DAMAGED', 'E-RESTORE-REFUSED', 'E-RESTORE-FAILED'])

/**
 * Restores a dump into a throwaway database of our own, and compares what came of it with what was dumped. What it
 * finds is kept in the record of a dump of the library.
 * @param word id of a dump, its folder, or a script or archive of pg_dump.
 * @returns a test that failed tells why.
 * @throws AppError for what concerns no dump: E-DUMP, E-RESTORE-NOTHING, E-CANCELLED, E-SHADOW, E-EMBEDDED-….
 */
export async function restoreTest(
  project: Pick<Project, 'place' | 'config'>,
  word: string,
  watch: TestWatch = {},
): Promise<RestoreTest> {
  const source = await restoreSource(project, word)
  const { directory } = project.place
  const endReading = source.isOurs && source.record ? noteReader(directory, source.record.id) : () => {}
  const test = await testSource(project, source, watch).finally(endReading)
  if (source.isOurs && source.record) {
    saveRecord(directory, { ...readRecord(directory, source.record.id), restoreTest: test })
  }
  return test
}

async function testSource(
  project: Pick<Project, 'config'>,
  source: RestoreSource,
  watch: TestWatch,
): Promise<RestoreTest> {
  const begunAt = performance.now()
  const tell = ({ isPartial, ...found }: FoundInShadow, error: RestoreTest['error']): RestoreTest => ({
    ...found,
    state: stateOf({ ...found, isPartial }, error),
    testedAt: new Date().toISOString(),
    tookMs: Math.round(performance.now() - begunAt),
    error,
  })
  let found: FoundInShadow = NOTHING_FOUND
  try {
    found = await runTest(project, source, watch, (version) => {
      found = { ...NOTHING_FOUND, serverVersion: version }
    })
    return tell(found, null)
  } catch (error) {
    if (watch.signal?.aborted) throw CANCELLED
    if (!(error instanceof AppError && OF_THE_DUMP.has(error.code))) throw error
    return tell(found, errorShape(error))
  }
}

async function runTest(
  project: Pick<Project, 'config'>,
  source: RestoreSource,
  watch: TestWatch,
  onServer: (version: string) => void,
): Promise<FoundInShadow> {
  const { onSupabase, major } = await describeSource(source)
  const changed = await checkFiles(source.parts, {
    signal: watch.signal,
    onFile: (at) => watch.onPhase?.({ name: 'check', at }),
  })
  watch.signal?.throwIfAborted()
  watch.onPhase?.({ name: 'restore', at: null })
  const prepared = onSupabase ? supabasePrepared() : undefined
  const shadow = await shadowFor(await project.config(), major, { prepared })
  const endWatch = dropOnAbort(shadow, watch.signal)
  try {
    watch.signal?.throwIfAborted()
    const version = await versionOf(shadow)
    onServer(version)
    const found = await testInShadow(shadow, source, { onSupabase, watch })
    return { ...found, serverVersion: version, differences: [...changed, ...found.differences] }
  } finally {
    endWatch()
    await shadow.drop()
  }
}

async function versionOf({ client }: Shadow): Promise<string> {
  const { rows } = await client.query(`select current_setting('server_version') as version`)
  return rows[0].version.split(' ')[0]
}

/** Never `passed` where something that the dump holds was not tested. */
function stateOf(
  { differences, rowDifferences, isPartial }: FoundInShadow,
  error: RestoreTest['error'],
): RestoreTest['state'] {
  if (error !== null || differences.length > 0 || rowDifferences.length > 0) return 'failed'
  return isPartial ? 'partly' : 'passed'
}

const NOTHING_FOUND: FoundInShadow = {
  serverVersion: '',
  objects: 0,
  differences: [],
  tables: 0,
  rows: 0,
  rowDifferences: [],
  notTested: [],
  isPartial: false,
}
