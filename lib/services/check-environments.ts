import type { Reading } from './monitor'
import type { Workspace } from './workspace'

/** Checks environments for a person who asks now, all of them unless named, side by side; each outcome stands alone. */
export async function checkEnvironments(workspace: Workspace, names?: readonly string[]): Promise<Reading[]> {
  const monitors = names
    ? await Promise.all(names.map((name) => workspace.monitor(name)))
    : await workspace.allMonitors()
  return Promise.all(monitors.map((monitor) => monitor.check({ isUrgent: true })))
}
