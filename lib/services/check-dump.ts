import path from 'node:path'
import { readRecord } from '../store/dump-library'
import { appendLog } from '../store/dump-log'
import { DumpMeter } from './dump-meter'
import { addDumpJob, dumpWork, notifyDumps } from './dump-work'
import { errorShape } from './error-shape'
import { refuseUnfinished } from './open-dump'
import type { Project } from './project'
import { restoreTest } from './restore-test'
import { verifyDump } from './verify-dump'

/**
 * Begins to read a dump whole again, or to restore it into a throwaway database; what comes of it is in its record. Such work
 * on several dumps is done one after the other.
 * @throws AppError E-DUMP, E-DUMP-RECORD, E-DUMP-BUSY.
 */
export function beginCheck(project: Project, id: string, check: 'verify' | 'restoreTest'): void {
  const { directory } = project.place
  refuseUnfinished(project, readRecord(directory, id))
  addDumpJob({
    id,
    lane: `${path.resolve(directory)}\n(checks)`,
    run: (signal) => runCheck(project, id, check, signal),
  })
}

/** Does that now, and notes what came of it. Never throws. */
export async function runCheck(
  project: Project,
  id: string,
  check: 'verify' | 'restoreTest',
  signal: AbortSignal,
): Promise<void> {
  const { directory } = project.place
  const meter = new DumpMeter(notifyDumps)
  dumpWork.meters.set(id, meter)
  meter.begin(check)
  dumpWork.checkErrors.delete(id)
  try {
    if (check === 'verify') await verifyDump(project, id, { signal, onBytes: (bytes) => meter.bytes(bytes) })
    else await restoreTest(project, id, { signal, onPhase: ({ at }) => meter.at(at) })
  } catch (error) {
    const shape = errorShape(error)
    appendLog(directory, id, `${shape.code}: ${shape.message}`)
    if (!signal.aborted) dumpWork.checkErrors.set(id, shape)
  } finally {
    dumpWork.meters.delete(id)
    dumpWork.ended.set(id, readRecord(directory, id))
  }
}
