import type { DumpRecord } from '../dumps/dump-record'
import { listDumps } from '../store/dump-library'
import { notifyDumps } from './dump-work'
import { isInUse } from './open-dump'
import type { Project } from './project'
import { recoverDumps } from './recover-dumps'
import { runSchedules } from './run-schedules'

/** How often it is looked what other processes do about dumps, in milliseconds. */
const LOOK_MS = 1_000

/**
 * What the process of a dashboard does about dumps by itself: puts right what killed processes left, begins what is
 * scheduled, and tells of what the command line does. Gives what ends it.
 */
export function keepDumps(project: Project, lookMs = LOOK_MS): () => void {
  const recover = () => void recoverDumps(project).catch(() => undefined)
  recover()
  let before = ''
  const look = () => {
    const used = usedDumps(project)
    const open = used.filter(isOpen)
    const now = JSON.stringify(used.map(({ id, state }) => [id, state]))
    // Those that run elsewhere change all the time, and one whose process was killed is ours to put right.
    if (now !== before || open.length > 0) notifyDumps()
    if (open.length > 0) recover()
    before = now
  }
  const timer = setInterval(look, lookMs)
  timer.unref()
  const endSchedules = runSchedules(project)
  return () => {
    clearInterval(timer)
    endSchedules()
  }
}

/** Dumps that are not done, or are read, whoever does so. */
function usedDumps(project: Project): readonly DumpRecord[] {
  try {
    return listDumps(project.place.directory).records.filter((record) => isInUse(project, record))
  } catch {
    return []
  }
}

function isOpen({ state }: DumpRecord): boolean {
  return state === 'queued' || state === 'running'
}
