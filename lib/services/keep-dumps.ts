import { listDumps } from '../store/dump-library'
import { notifyDumps } from './dump-work'
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
    const open = openDumps(project)
    const now = JSON.stringify(open)
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

/** Dumps that are not done, whoever makes them. */
function openDumps({ place }: Project): readonly (readonly [id: string, state: string])[] {
  try {
    return listDumps(place.directory)
      .records.filter(({ state }) => state === 'queued' || state === 'running')
      .map(({ id, state }) => [id, state])
  } catch {
    return []
  }
}
