import path from 'node:path'
import type { DumpProgress, DumpRecord } from '../dumps/dump-record'
import { withProcessLock } from '../jobs/environment-lock'
import { AppError, type AppErrorShape } from '../objects/app-error'
import { saveRecord } from '../store/dump-library'
import { appendLog } from '../store/dump-log'
import { fileNameOf, projectFolder } from '../store/project-folder'
import { disownDump, isAskedToCancel, leftovers, ownDump, tellProgress } from '../store/running-dump'
import type { DumpTools } from './dump-job'
import { DumpMeter } from './dump-meter'
import { dumpWork, notifyDumps } from './dump-work'
import { errorShape } from './error-shape'
import { makeDump } from './make-dump'
import type { Project } from './project'

/** How often it is looked whether another process wants a dump to end, in milliseconds. */
const LOOK_MS = 500

interface RunOptions {
  /** Another folder than the configured places, absolute. */
  readonly output: string | null
  readonly signal: AbortSignal
}

/** Makes a dump that was asked for, and keeps its record true until it has ended. Never throws. */
export async function runDump(project: Project, asked: DumpRecord, options: RunOptions): Promise<void> {
  const { directory } = project.place
  const { id, environment } = asked
  const log = (line: string) => appendLog(directory, id, line)
  const meter = new DumpMeter((progress) => tell(directory, id, progress))
  const { signal, stop } = cancelledFromAnywhere(directory, id, options.signal)
  let record = asked
  let startedAt = performance.now()
  const keep = (change: Partial<DumpRecord>) => {
    record = { ...record, ...change }
    saveRecord(directory, record)
    notifyDumps()
  }
  try {
    const lock = path.join(projectFolder(directory, 'dumps'), `.${fileNameOf(environment)}.lock`)
    const onWait = (pid: number) => log(`Waiting for process ${pid}, which dumps ${environment} too`)
    await withProcessLock(lock, { signal, onWait }, async () => {
      dumpWork.meters.set(id, meter)
      startedAt = performance.now()
      keep({ state: 'running', startedAt: new Date().toISOString() })
      const tools: DumpTools = {
        signal,
        log,
        meter,
        output: options.output,
        note: (change) => keep(change),
        own: (partials) => ownDump(directory, id, partials),
      }
      const made = await makeDump(project, record, tools)
      record = { ...record, ...made }
    })
  } catch (error) {
    const shape = withLeftovers(directory, id, errorShape(signal.aborted ? reasonOf(signal) : error))
    log(`${shape.code}: ${shape.message}${shape.detail ? ` (${shape.detail})` : ''}`)
    const state = signal.aborted ? 'cancelled' : 'failed'
    record = { ...record, state, files: [], tables: [], error: shape }
  } finally {
    stop()
    dumpWork.meters.delete(id)
    record = { ...record, endedAt: endOf(record, startedAt) }
    end(directory, record, log)
  }
}

/** Where even the record cannot be written, this process tells it, and the next start calls it interrupted. */
function end(directory: string, record: DumpRecord, log: (line: string) => void): void {
  dumpWork.ended.set(record.id, record)
  log(`The dump ended: ${record.state}`)
  try {
    saveRecord(directory, record)
    if (leftovers(directory, record.id).length === 0) disownDump(directory, record.id)
  } catch (error) {
    console.error(errorShape(error).message)
  }
  notifyDumps()
}

/** Nobody may believe that what is half made is gone while it lies on a disk that can no longer be written to. */
function withLeftovers(directory: string, id: string, shape: AppErrorShape): AppErrorShape {
  const left = leftovers(directory, id)
  if (left.length === 0) return shape
  return {
    ...shape,
    hint: `Check the disk, then run lockstep dumps: what was half made could not be removed, and Lockstep does so once the disk lets it. It is ${left.join(', ')}.`,
  }
}

/** Counted from the start by a clock that only goes forward, so that nothing took less than no time. */
function endOf({ startedAt, askedAt }: DumpRecord, begun: number): string {
  const start = Date.parse(startedAt ?? askedAt)
  return new Date(start + (startedAt ? performance.now() - begun : 0)).toISOString()
}

function tell(directory: string, id: string, progress: DumpProgress): void {
  tellProgress(directory, id, progress)
  notifyDumps()
}

/** A signal that aborts with the given one, or once another process asked for it. */
function cancelledFromAnywhere(directory: string, id: string, outer: AbortSignal) {
  const asked = new AbortController()
  const timer = setInterval(() => {
    if (isAskedToCancel(directory, id)) asked.abort(CANCELLED_ELSEWHERE)
  }, LOOK_MS)
  return { signal: AbortSignal.any([outer, asked.signal]), stop: () => clearInterval(timer) }
}

/** Of several copies of this program in one process each has a class of its own, so the shape tells. */
function reasonOf({ reason }: AbortSignal): AppError {
  const isWorded = reason instanceof Error && 'code' in reason && 'hint' in reason
  return isWorded ? new AppError({ ...(reason as AppError), message: reason.message }) : CANCELLED_ELSEWHERE
}

const CANCELLED_ELSEWHERE = new AppError({
  code: 'E-CANCELLED',
  message: 'The dump was cancelled',
  hint: 'Start it again when you like. What it had written was removed, and the database was not changed.',
})
