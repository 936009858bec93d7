import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { DumpOptions, DumpWhat } from '../dumps/dump-record'
import { checkCron, nextDue } from '../jobs/cron'
import { AppError } from '../objects/app-error'
import { type DumpSchedule, readSettings, writeSettings } from '../store/settings-file'
import { dumpTarget } from './dump-ask'
import { notifyDumps } from './dump-work'
import type { Project } from './project'

/** A schedule as the pages show it. */
export interface ScheduleAnswer extends DumpSchedule {
  /** ISO 8601, by this machine's clock; null while it is off. */
  readonly nextRunAt: string | null
}

/** What somebody sets; without an id it is a new one. */
export interface ScheduleAsk {
  readonly id?: string
  readonly environment: string
  readonly what: DumpWhat
  readonly cron: string
  readonly isOn: boolean
  readonly options?: Partial<DumpOptions>
}

export function listSchedules({ place }: Pick<Project, 'place'>, now = new Date()): ScheduleAnswer[] {
  return readSettings(place.directory).dumpSchedules.map((schedule) => ({
    ...schedule,
    nextRunAt: schedule.isOn ? (nextDue(schedule.cron, now)?.toISOString() ?? null) : null,
  }))
}

/** Adds or changes a schedule. Throws AppError E-ORIGIN, E-DUMP-SCHEDULE, E-FILE-WRITE. */
export async function setSchedule(project: Project, ask: ScheduleAsk, now = new Date()): Promise<void> {
  checkCron(ask.cron)
  await dumpTarget(project, ask.environment)
  const { directory } = project.place
  const { dumpSchedules } = readSettings(directory)
  const known = dumpSchedules.find(({ id }) => id === ask.id)
  if (ask.id !== undefined && !known) throw noSuchSchedule(ask.id)
  if (!known && dumpSchedules.some((schedule) => isSame(schedule, ask))) throw sameSchedule(ask)
  const schedule: DumpSchedule = {
    id: known?.id ?? randomUUID(),
    environment: ask.environment,
    what: ask.what,
    cron: ask.cron,
    options: ask.options ?? {},
    isOn: ask.isOn,
    // What came due while it was off, or under another expression, was not missed.
    handledUntil: now.toISOString(),
    lastRunAt: known?.lastRunAt ?? null,
    missed: known?.missed ?? [],
  }
  const others = dumpSchedules.filter(({ id }) => id !== schedule.id)
  writeSettings(directory, { dumpSchedules: [...others, schedule] })
  notifyDumps()
}

/** Throws AppError E-DUMP-SCHEDULE where there is none, E-FILE-WRITE. */
export function removeSchedule({ place }: Pick<Project, 'place'>, id: string): void {
  const { dumpSchedules } = readSettings(place.directory)
  const rest = dumpSchedules.filter((schedule) => schedule.id !== id)
  if (rest.length === dumpSchedules.length) throw noSuchSchedule(id)
  writeSettings(place.directory, { dumpSchedules: rest })
  notifyDumps()
}

/** Whether both dump the same at the same times. */
function isSame(schedule: DumpSchedule, { environment, what, cron, options = {} }: ScheduleAsk): boolean {
  return (
    schedule.environment === environment &&
    schedule.what === what &&
    schedule.cron === cron &&
    isDeepStrictEqual(schedule.options, options)
  )
}

function sameSchedule({ environment, cron }: ScheduleAsk): AppError {
  return new AppError({
    code: 'E-DUMP-SCHEDULE',
    message: `There is such a schedule of ${environment} already, ${JSON.stringify(cron)}`,
    hint: 'Choose something else to dump or another time, or switch on the one that is there.',
  })
}

function noSuchSchedule(id: string): AppError {
  return new AppError({
    code: 'E-DUMP-SCHEDULE',
    message: `There is no schedule ${JSON.stringify(id)}`,
    hint: 'It may have been removed in another window. Look at the list again.',
  })
}
