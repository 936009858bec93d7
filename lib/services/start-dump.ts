import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { canBeRestored, type DumpRecord } from '../dumps/dump-record'
import { listDumps, removeRecord, saveRecord } from '../store/dump-library'
import { appendLog } from '../store/dump-log'
import { ownDump } from '../store/running-dump'
import { applyRetention } from './apply-retention'
import { runCheck } from './check-dump'
import { type DumpAsk, dumpOptions, dumpTarget, newRecord } from './dump-ask'
import { addDumpJob, dumpWork, notifyDumps } from './dump-work'
import { errorShape } from './error-shape'
import type { Project } from './project'
import { runDump } from './run-dump'

/** Whoever asks for the same again within this time has clicked twice. */
const TWICE_MS = 2_000

/**
 * Begins a dump, or puts it behind those of its environment that are not done. Its record is there from now on. What a page
 * asks for twice is made once.
 * Throws AppError for what is wrong with what was asked, before anything is contacted.
 */
export async function startDump(project: Project, ask: DumpAsk): Promise<DumpRecord> {
  const { directory } = project.place
  const { dumps } = await project.config()
  await dumpTarget(project, ask.environment)
  const record = newRecord(ask, dumpOptions(ask.options, ask.isWhole ? NOTHING_LEFT_OUT : dumps))
  const same = record.askedBy === 'dashboard' && sameDump(directory, record)
  if (same) return same
  try {
    // Whose it is stands there before the record does, or another process would take it for left behind.
    ownDump(directory, record.id, [])
    saveRecord(directory, record)
  } catch (error) {
    removeRecord(directory, record.id)
    throw error
  }
  addDumpJob({
    id: record.id,
    lane: `${path.resolve(directory)}\n${ask.environment}`,
    run: async (signal) => {
      await runDump(project, record, { output: ask.output ?? null, signal })
      if (record.options.testsRestore) await testMade(project, record.id, signal)
      await makeRoom(project, record.id)
    },
  })
  notifyDumps()
  return record
}

/** The dump of the same with the same options that a page asked for and that waits, or has only just begun. */
function sameDump(directory: string, asked: DumpRecord): DumpRecord | undefined {
  const since = Date.parse(asked.askedAt) - TWICE_MS
  return listDumps(directory).records.find(
    ({ askedBy, environment, what, options, state, askedAt }) =>
      (state === 'queued' || (state === 'running' && Date.parse(askedAt) > since)) &&
      askedBy === asked.askedBy &&
      environment === asked.environment &&
      what === asked.what &&
      isDeepStrictEqual(options, asked.options),
  )
}

const NOTHING_LEFT_OUT = { masks: [], excludeTables: [] }

/** Restores a dump that has just been made, where there is something to restore. */
async function testMade(project: Project, id: string, signal: AbortSignal): Promise<void> {
  const made = dumpWork.ended.get(id)
  const isMade = made?.state === 'verified' || made?.state === 'notVerified'
  if (isMade && holdsMoreThanTypes(made)) await runCheck(project, id, 'restoreTest', signal)
}

/** Only a dump that everything could be had back from makes others dispensable. */
async function makeRoom(project: Project, id: string): Promise<void> {
  const made = dumpWork.ended.get(id)
  if (!made || !canBeRestored(made)) return
  const log = (line: string) => appendLog(project.place.directory, id, line)
  try {
    for (const gone of await applyRetention(project)) log(`Deleted dump ${gone.id}, as retention says`)
  } catch (error) {
    log(`Retention could not be applied: ${errorShape(error).message}`)
  }
}

function holdsMoreThanTypes({ what }: DumpRecord): boolean {
  return what !== 'types' && what !== 'roles'
}
