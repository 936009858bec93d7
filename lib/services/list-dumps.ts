import type { DumpPlaces, RetentionRule } from '../config/dump-settings'
import type { DumpFile, DumpProgress, DumpRecord } from '../dumps/dump-record'
import type { AppErrorShape } from '../objects/app-error'
import { type FileState, fileState, placeOfFile } from '../store/dump-files'
import { listDumps as listRecords, type RecordProblem } from '../store/dump-library'
import { hasReader } from '../store/dump-readers'
import { settingsProblem } from '../store/settings-file'
import { retentionOf } from './apply-retention'
import { listSchedules, type ScheduleAnswer } from './dump-schedules'
import { dumpWork } from './dump-work'
import { isInUse } from './open-dump'
import type { Project } from './project'
import { dumpProgress } from './running-dumps'

/** A dump as the pages and the command line show it. */
export interface DumpAnswer extends Omit<DumpRecord, 'files'> {
  readonly files: readonly (DumpFile & { readonly state: FileState })[]
  /** Whether it is being made, read again, tested or restored, be it by another process, or waits for that. */
  readonly isInUse: boolean
  /** Whether it is in use because somebody reads or restores it, which is no work on the dump that could be cancelled. */
  readonly isRead: boolean
  /** Of that; null while it waits or is about to begin. */
  readonly progress: DumpProgress | null
  /** Why it could not be read again, or tested, when that was tried last. */
  readonly checkError: AppErrorShape | null
  /** The dump of the same environment that it waits for. */
  readonly queuedBehind: string | null
}

/** Everything about the dumps of a project; nothing in it is secret. */
export interface DumpsAnswer {
  readonly formatVersion: 1
  readonly environments: readonly {
    readonly name: string
    readonly isProtected: boolean
    readonly isRestorable: boolean
    readonly preflight: null
  }[]
  /** The latest that was asked for first. */
  readonly dumps: readonly DumpAnswer[]
  /** Records and settings that were damaged, for people. */
  readonly problems: readonly RecordProblem[]
  readonly schedules: readonly ScheduleAnswer[]
  readonly places: DumpPlaces
  readonly retention: RetentionRule
}

export async function listDumps(project: Project): Promise<DumpsAnswer> {
  const { directory } = project.place
  const { environments, dumps } = await project.config()
  const { records, problems } = listRecords(directory)
  const damagedSettings = settingsProblem(directory)
  const now = records.map((record) => latest(record))
  return {
    formatVersion: 1,
    environments: environments.map(({ name, isProtected, isRestorable }) => ({
      name,
      isProtected,
      isRestorable,
      preflight: null,
    })),
    dumps: now.map((record) => dumpAnswer(project, record, now)),
    problems: [...(damagedSettings ? [{ id: 'settings', message: damagedSettings }] : []), ...problems],
    schedules: listSchedules(project),
    places: dumps.places,
    retention: await retentionOf(project),
  }
}

/** A dump with the state of its files and how far it is. */
export function dumpAnswer(
  project: Pick<Project, 'place'>,
  record: DumpRecord,
  all: readonly DumpRecord[] = [],
): DumpAnswer {
  const { directory } = project.place
  return {
    ...record,
    files: record.files.map((file) => ({ ...file, state: fileState(placeOfFile(directory, file), file) })),
    isInUse: isInUse(project, record),
    isRead: hasReader(directory, record.id) && !dumpWork.queue.has(record.id),
    progress: record.state === 'queued' ? null : dumpProgress(project, record.id),
    checkError: dumpWork.checkErrors.get(record.id) ?? null,
    queuedBehind: record.state === 'queued' ? behind(record, all) : null,
  }
}

/** What this process knows of a dump's end, also where that could not be written down. */
export function latest(record: DumpRecord): DumpRecord {
  const isOpen = record.state === 'queued' || record.state === 'running'
  return isOpen ? (dumpWork.ended.get(record.id) ?? record) : record
}

/** In this process the queue knows; else it is the one of that environment that was asked for just before. */
function behind({ id, environment }: DumpRecord, all: readonly DumpRecord[]): string | null {
  const known = dumpWork.queue.behind(id)
  if (known) return known
  const older = all.slice(all.findIndex((other) => other.id === id) + 1)
  const open = older.find(
    (other) => other.environment === environment && (other.state === 'queued' || other.state === 'running'),
  )
  return open?.id ?? null
}
