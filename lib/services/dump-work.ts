import type { DumpRecord } from '../dumps/dump-record'
import { type Job, JobQueue } from '../jobs/job-queue'
import type { AppErrorShape } from '../objects/app-error'
import { processState } from '../objects/process-state'
import type { DumpMeter } from './dump-meter'

/** What this process does about dumps. */
interface DumpWork {
  readonly queue: JobQueue
  /** By id, of those that run here. */
  readonly meters: Map<string, DumpMeter>
  /** How those of this process ended, also where that could not be written down. */
  readonly ended: Map<string, DumpRecord>
  /** By id, why the last check of a dump came to nothing. */
  readonly checkErrors: Map<string, AppErrorShape>
  readonly listeners: Set<() => void>
}

/** The dumps of this process, whichever copy of the program asks. */
export const dumpWork = processState(
  'dumps',
  (): DumpWork => ({
    queue: new JobQueue(),
    meters: new Map(),
    ended: new Map(),
    checkErrors: new Map(),
    listeners: new Set(),
  }),
)

/** Puts work on a dump at the end of its lane. Whoever listens is told once nothing is done about that dump any more. */
export function addDumpJob(job: Job): void {
  dumpWork.queue.add(job)
  void dumpWork.queue
    .wait(job.id)
    .catch(() => undefined)
    .finally(notifyDumps)
}

/** Calls back whenever something about a dump changed, be it often; gives what ends that. */
export function onDumpsChanged(listener: () => void): () => void {
  const { listeners } = dumpWork
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function notifyDumps(): void {
  for (const listener of dumpWork.listeners) listener()
}
