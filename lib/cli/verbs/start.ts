import { describeProblem } from '../../config/problem'
import type { Workspace } from '../../services/workspace'
import type { Command } from '../arguments'
import { serveDashboard } from '../dashboard'
import { EXIT, type ExitCode } from '../exit-code'
import { safe, type Terminal } from '../terminal'

/** `lockstep`: the dashboard over the team's own environments. */
export async function start(command: Command, workspace: Workspace, terminal: Terminal): Promise<ExitCode> {
  const { found, notices, problems } = await workspace.config()
  for (const line of [...found, ...notices, ...problems.map(describeProblem)]) terminal.err(safe(line))
  await serveDashboard(command, workspace.place, terminal)
  return EXIT.same
}
