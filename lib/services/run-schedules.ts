import path from 'node:path'
import { withFileLock } from '../embedded/file-lock.mjs'
import { dueBetween } from '../jobs/cron'
import { listDumps } from '../store/dump-library'
import { projectFolder } from '../store/project-folder'
import { type DumpSchedule, MOST_MISSED, readSettings, writeSettings } from '../store/settings-file'
import { notifyDumps } from './dump-work'
import type { Project } from './project'
import { startDump } from './start-dump'

/** How late a dump may begin and still count as the one that was due, in milliseconds. */
const GRACE_MS = 90_000

/** How often it is looked whether a dump is due, in milliseconds. */
const TICK_MS = 10_000

/** Begins what is due, while the process of a dashboard runs; gives what ends that. */
export function runSchedules(project: Project, tickMs = TICK_MS): () => void {
  let isLooking = false
  const look = async () => {
    if (isLooking) return
    isLooking = true
    // What is wrong with settings or configuration is told on the pages; the schedules go on once it is mended.
    await beginDueDumps(project).catch(() => undefined)
    isLooking = false
  }
  void look()
  const timer = setInterval(() => void look(), tickMs)
  timer.unref()
  return () => clearInterval(timer)
}

/**
 * Begins each dump that came due just now, and notes what came due longer ago as missed. Of several dashboards of one
 * project only one begins it.
 */
export async function beginDueDumps(project: Project, now = new Date()): Promise<void> {
  const { directory } = project.place
  if (!readSettings(directory).dumpSchedules.some(({ isOn }) => isOn)) return
  const due = await withFileLock(
    path.join(projectFolder(directory, 'dumps'), '.schedules.lock'),
    async () => claimDue(directory, now),
    () => undefined,
  )
  for (const { id, environment, what, options } of due) {
    try {
      await startDump(project, { environment, what, options, askedBy: 'schedule' })
    } catch {
      // An environment that is no longer configured: nothing was begun, and that is what a missed run is.
      noteMissed(directory, id, now)
    }
  }
}

/** The schedules whose dumps are to begin now; whatever came due is handled from now on. */
function claimDue(directory: string, now: Date): DumpSchedule[] {
  const { dumpSchedules } = readSettings(directory)
  const isBusy = ({ environment, what }: DumpSchedule) =>
    listDumps(directory).records.some(
      (record) =>
        record.askedBy === 'schedule' &&
        record.environment === environment &&
        record.what === what &&
        (record.state === 'queued' || record.state === 'running'),
    )
  const claimed: DumpSchedule[] = []
  const next = dumpSchedules.map((schedule) => {
    if (!schedule.isOn) return schedule
    const handled = new Date(schedule.handledUntil)
    // A clock that was set back: begin again from its time of now, or nothing would run until it has caught up.
    if (handled > now) return { ...schedule, handledUntil: now.toISOString() }
    const times = dueBetween(schedule.cron, handled, now)
    const last = times.at(-1)
    if (!last) return schedule
    const runs = now.getTime() - last.getTime() <= GRACE_MS && !isBusy(schedule)
    if (runs) claimed.push(schedule)
    return {
      ...schedule,
      handledUntil: now.toISOString(),
      lastRunAt: runs ? now.toISOString() : schedule.lastRunAt,
      missed: withMissed(schedule.missed, runs ? times.slice(0, -1) : times),
    }
  })
  if (next.some((schedule, place) => schedule !== dumpSchedules[place])) {
    writeSettings(directory, { dumpSchedules: next })
    notifyDumps()
  }
  return claimed
}

function withMissed(known: readonly string[], times: readonly Date[]): string[] {
  return [...times.map((time) => time.toISOString()).reverse(), ...known].slice(0, MOST_MISSED)
}

function noteMissed(directory: string, id: string, now: Date): void {
  const { dumpSchedules } = readSettings(directory)
  writeSettings(directory, {
    dumpSchedules: dumpSchedules.map((schedule) =>
      schedule.id === id ? { ...schedule, missed: withMissed(schedule.missed, [now]) } : schedule,
    ),
  })
}
