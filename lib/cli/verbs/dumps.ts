import { listDumps } from '../../services/list-dumps'
import { recoverDumps } from '../../services/recover-dumps'
import type { Workspace } from '../../services/workspace'
import type { Command } from '../arguments'
import { EXIT, type ExitCode } from '../exit-code'
import { renderDumps } from '../render-dump'
import { safe, type Terminal } from '../terminal'

/** `lockstep dumps` */
export async function dumps(
  { options }: Command,
  workspace: Workspace,
  terminal: Terminal,
): Promise<ExitCode> {
  await recoverDumps(workspace)
  const answer = await listDumps(workspace)
  terminal.out(
    options.json ? JSON.stringify(answer, null, 2) : renderDumps(answer.dumps, terminal.paint).join('\n'),
  )
  for (const { message } of answer.problems) terminal.err(`note: ${safe(message)}`)
  return EXIT.same
}
