import type { Workspace } from './workspace'

/** How often it is looked whether files changed, in milliseconds. */
const TICK_MS = 3_000

/** Replays by itself whatever changed, while the project's settings say so. Gives what ends it. */
export function keepTrail(workspace: Workspace, tickMs = TICK_MS): () => void {
  const look = () => void workspace.trails.bringIfDue().catch(() => {})
  const timer = setInterval(look, tickMs)
  timer.unref()
  const unsubscribe = workspace.subscribe(look)
  return () => {
    clearInterval(timer)
    unsubscribe()
    workspace.trails.cancel()
  }
}
