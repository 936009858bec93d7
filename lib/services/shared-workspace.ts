import { processState } from '../objects/process-state'
import { keepDumps } from './keep-dumps'
import { keepTrail } from './keep-trail'
import { prepareAnswers } from './prepare-answers'
import type { WorkspacePlace } from './project'
import { endRestores } from './restore-runs'
import { endDumps } from './running-dumps'
import { startSchedule } from './schedule'
import { Workspace } from './workspace'

interface Shared {
  place?: WorkspacePlace
  workspace?: Workspace
  /** Ends what goes on beside the requests. */
  endTasks?: readonly (() => void)[]
}

const shared = processState('workspace', (): Shared => ({}))

/** Tells the pages of this process where their configuration is; before the first request. */
export function shareWorkspace(place: WorkspacePlace): void {
  shared.place = place
}

/** The workspace of this process: the shared one, or that of the folder the process was started in. */
export function sharedWorkspace(): Workspace {
  if (!shared.workspace) {
    shared.workspace = new Workspace(shared.place ?? { directory: process.cwd(), variables: {} })
    shared.endTasks = [
      startSchedule(shared.workspace),
      prepareAnswers(shared.workspace),
      keepTrail(shared.workspace),
      keepDumps(shared.workspace),
    ]
  }
  return shared.workspace
}

/** Lets go of the connections of this process, so that it can end. */
export async function closeSharedWorkspace(): Promise<void> {
  for (const end of shared.endTasks ?? []) end()
  await endRestores()
  await endDumps()
  await shared.workspace?.close()
}
