import type { DumpProgress, DumpRecord } from '../dumps/dump-record'
import { AppError } from '../objects/app-error'
import { readRecord } from '../store/dump-library'
import { askToCancel, ownerOf, toldProgress } from '../store/running-dump'
import { dumpWork } from './dump-work'
import type { Project } from './project'

/** Settles with the record of a dump of this process once it has ended, however it did. */
export async function waitForDump(project: Pick<Project, 'place'>, id: string): Promise<DumpRecord> {
  await dumpWork.queue.wait(id)
  return dumpWork.ended.get(id) ?? readRecord(project.place.directory, id)
}

/** Asks a dump to end, be it another process's. Throws AppError E-DUMP where nothing of that id runs or waits. */
export function cancelDump(project: Pick<Project, 'place'>, id: string): void {
  const { directory } = project.place
  if (dumpWork.queue.cancel(id, CANCELLED)) return
  const record = readRecord(directory, id)
  const isOpen = record.state === 'queued' || record.state === 'running'
  if (isOpen && ownerOf(directory, id) === 'another') {
    askToCancel(directory, id)
    return
  }
  throw new AppError({
    code: 'E-DUMP',
    message: `Dump ${id} has ended already`,
    hint: 'There is nothing to cancel.',
  })
}

/** How far a dump is, be it another process's; null when it does not run. */
export function dumpProgress(project: Pick<Project, 'place'>, id: string): DumpProgress | null {
  const meter = dumpWork.meters.get(id)
  if (meter) return meter.read()
  const { directory } = project.place
  return ownerOf(directory, id) === 'another' ? toldProgress(directory, id) : null
}

/** Cancels all dumps of this process and settles once they have left nothing behind. */
export function endDumps(): Promise<void> {
  return dumpWork.queue.close(STOPPED)
}

const CANCELLED = new AppError({
  code: 'E-CANCELLED',
  message: 'The dump was cancelled',
  hint: 'Start it again when you like. What it had written was removed, and the database was not changed.',
})

const STOPPED = new AppError({
  code: 'E-CANCELLED',
  message: 'The dump was cancelled because Lockstep was ended',
  hint: 'Start it again when you like. What it had written was removed, and the database was not changed.',
})
