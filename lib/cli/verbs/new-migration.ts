import { checkEnvironments } from '../../services/check-environments'
import { type NewMigrationAnswer, newMigration } from '../../services/new-migration'
import type { Workspace } from '../../services/workspace'
import type { Command } from '../arguments'
import { EXIT, type ExitCode } from '../exit-code'
import { type Paint, safe, type Terminal } from '../terminal'

/** `lockstep migrations new NAME` */
export async function makeNew(command: Command, workspace: Workspace, terminal: Terminal): Promise<ExitCode> {
  const { operands, options } = command
  const [, name = ''] = operands
  const { environments } = await workspace.config()
  if (environments.length > 0) {
    terminal.err(`Reading the records of ${environments.map((each) => each.name).join(', ')} …`)
    await checkEnvironments(workspace)
  }
  const answer = await newMigration(workspace, { name, ...folderChoice(command) })
  await workspace.close()
  terminal.out(
    options.json ? JSON.stringify(answer, null, 2) : renderNewMigration(answer, terminal.paint).join('\n'),
  )
  return EXIT.same
}

function folderChoice({ options: { folder, tool } }: Command): { folder?: string; tool?: string } {
  return {
    ...(typeof folder === 'string' ? { folder } : {}),
    ...(typeof tool === 'string' ? { tool } : {}),
  }
}

/** What was written, and what is to be done next. */
export function renderNewMigration(answer: NewMigrationAnswer, paint: Paint): string[] {
  const { files, label, afterwards, notChecked } = answer
  return [
    ...files.map(({ path }) => `${paint('green', '✓')} ${safe(path)}`),
    `for ${label}${answer.key === null ? '' : `, as ${safe(answer.key)}`}`,
    ...(notChecked.length > 0
      ? [
          paint(
            'yellow',
            `Not held against the records of ${safe(notChecked.join(', '))}: they could not be read.`,
          ),
        ]
      : []),
    ...afterwards.flatMap(({ does, text }) => ['', paint('dim', safe(does)), `  ${safe(text)}`]),
  ]
}
