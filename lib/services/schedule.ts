import { readSettings } from '../store/settings-file'
import type { Workspace } from './workspace'

const MINUTE_MS = 60_000

/** How often it is looked whether a check is due, in milliseconds. */
const TICK_MS = 5_000

/**
 * Checks every environment whose last check began longer ago than the project's settings say. Nothing runs while no
 * interval is set. Gives what ends it.
 */
export function startSchedule(workspace: Workspace, tickMs = TICK_MS, minuteMs = MINUTE_MS): () => void {
  const begun = new Map<string, number>()
  const look = async () => {
    const { checkEveryMinutes } = readSettings(workspace.place.directory)
    if (checkEveryMinutes === null) return begun.clear()
    const now = performance.now()
    for (const monitor of await workspace.allMonitors()) {
      const { name } = monitor.environment
      const before = begun.get(name)
      begun.set(name, before ?? now)
      if (before === undefined || now - before < checkEveryMinutes * minuteMs) continue
      begun.set(name, now)
      void monitor.check({ isUrgent: false })
    }
  }
  // A configuration with mistakes is told on every page; the schedule goes on once they are mended.
  const timer = setInterval(() => void look().catch(() => {}), tickMs)
  timer.unref()
  return () => clearInterval(timer)
}
