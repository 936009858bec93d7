import type { Workspace } from '../../services/workspace'
import type { Command } from '../arguments'
import { serveDashboard } from '../dashboard'
import { EXIT, type ExitCode } from '../exit-code'
import { safe, type Terminal } from '../terminal'

/** `lockstep`: the dashboard over the team's own environments. */
export async function start(command: Command, workspace: Workspace, terminal: Terminal): Promise<ExitCode> {
  const { notices } = await workspace.config()
  for (const notice of notices) terminal.err(safe(notice))
  await serveDashboard(command, workspace.place, terminal)
  return EXIT.same
}
