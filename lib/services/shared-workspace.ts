import { keepDumps } from './keep-dumps'
import { keepTrail } from './keep-trail'
import { prepareAnswers } from './prepare-answers'
import type { WorkspacePlace } from './project'
import { endDumps } from './running-dumps'
import { startSchedule } from './schedule'
import { Workspace } from './workspace'

interface Shared {
  place?: WorkspacePlace
  workspace?: Workspace
  /** Ends what goes on beside the requests. */
  endTasks?: readonly (() => void)[]
}

/** The pages' bundle and the command line's are two copies of this module in one process; the symbol is one. */
const KEY = Symbol.for('lockstep.workspace')

function shared(): Shared {
  const holder = globalThis as unknown as Record<symbol, Shared | undefined>
  holder[KEY] ??= {}
  return holder[KEY]
}

/** Tells the pages of this process where their configuration is; before the first request. */
export function shareWorkspace(place: WorkspacePlace): void {
  shared().place = place
}

/** The workspace of this process: the shared one, or that of the folder the process was started in. */
export function sharedWorkspace(): Workspace {
  const state = shared()
  if (!state.workspace) {
    state.workspace = new Workspace(state.place ?? { directory: process.cwd(), variables: {} })
    state.endTasks = [
      startSchedule(state.workspace),
      prepareAnswers(state.workspace),
      keepTrail(state.workspace),
      keepDumps(state.workspace),
    ]
  }
  return state.workspace
}

/** Lets go of the connections of this process, so that it can end. */
export async function closeSharedWorkspace(): Promise<void> {
  for (const end of shared().endTasks ?? []) end()
  await endDumps()
  await shared().workspace?.close()
}
