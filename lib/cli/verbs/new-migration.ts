import { checkEnvironments } from '../../services/check-environments'
import { newMigration } from '../../services/new-migration'
import type { Workspace } from '../../services/workspace'
import type { Command } from '../arguments'
import { EXIT, type ExitCode } from '../exit-code'
import { renderNewMigration } from '../render-new-migration'
import type { Terminal } from '../terminal'

/** `lockstep migrations new NAME` */
export async function makeNew(command: Command, workspace: Workspace, terminal: Terminal): Promise<ExitCode> {
  const { operands, options } = command
  const [, name = ''] = operands
  const { environments } = await workspace.config()
  if (environments.length > 0) {
    terminal.err(`Reading ${environments.map((each) => each.name).join(', ')} …`)
    await checkEnvironments(workspace)
  }
  if (typeof options.from === 'string') return fromEnvironment(name, options.from)
  const answer = await newMigration(workspace, { name, ...folderChoice() })
  print(answer, renderNewMigration(answer, terminal.paint))
  return EXIT.same

  async function fromEnvironment(name: string, environment: string): Promise<ExitCode> {
    const [{ draftMigration }, { saveDraft }, { renderDraft, renderRecording }] = await Promise.all([
      import('../../services/migration-from-difference'),
      import('../../services/save-draft'),
      import('../render-draft'),
    ])
    terminal.err('Replaying the files, and then the new one, in a database of our own …')
    const { object = [] } = command.lists
    const objects = object.length > 0 ? { objects: object } : {}
    const draft = await draftMigration(workspace, { environment, name, ...objects, ...folderChoice() })
    const saved = draft.id === null ? null : await saveDraft(workspace, { id: draft.id, name })
    print({ ...draft, saved }, [
      ...renderDraft(draft, terminal.paint),
      ...(saved
        ? ['', ...renderNewMigration(saved, terminal.paint), ...renderRecording(saved, terminal.paint)]
        : []),
    ])
    return saved ? EXIT.same : EXIT.trouble
  }

  function folderChoice(): { folder?: string; tool?: string } {
    const { folder, tool } = options
    return {
      ...(typeof folder === 'string' ? { folder } : {}),
      ...(typeof tool === 'string' ? { tool } : {}),
    }
  }

  function print(answer: unknown, lines: readonly string[]): void {
    terminal.out(options.json ? JSON.stringify(answer, null, 2) : lines.join('\n'))
  }
}
