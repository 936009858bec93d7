import { refusal } from '../migrations/create/refusal'
import { command } from '../migrations/findings/context'
import type { SavedDraftAnswer } from './draft-answer'
import { newMigration } from './new-migration'
import type { NewMigrationAnswer } from './new-migration-answer'
import { planReplay } from './plan-replay'
import type { Workspace } from './workspace'

/**
 * Writes a draft that was proven into its folder, under a name of people's choice.
 * @throws AppError E-NEW-MIGRATION where the draft is not known any more, files changed since it was proven, or no file
 * can be written.
 */
export async function saveDraft(
  workspace: Workspace,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<SavedDraftAnswer> {
  const draft = workspace.drafts.get(id)
  if (!draft) throw stale('The draft is not known any more')
  const { environment, sql, file, headKey } = draft
  const [board, monitors] = [await workspace.migrations(), await workspace.allMonitors()]
  const column = monitors.findIndex((monitor) => monitor.environment.name === environment)
  if (planReplay(board, monitors, column, 'files').key !== headKey)
    throw stale('The migration files changed since the draft was proven')
  const answer = await newMigration(workspace, { name, folder: file.folder, sql, environment })
  workspace.drafts.forget(id)
  return { ...answer, environment, ...recording(answer) }

  function recording({ tool, key, label }: NewMigrationAnswer) {
    const variables = monitors.map((monitor) => monitor.environment.variable)
    const does = `Writes down that it ran in ${environment}, which holds all of it already; runs nothing.`
    const record =
      key === null ? [] : command({ ...board, variables }, { tool, column, key }, 'markApplied', does)
    const note = `${label} has no command that only writes down a migration. ${environment} holds all of this one already, so its statements would fail there: add it to the record before the next deploy.`
    return { record, recordNote: record.length > 0 ? null : note }
  }
}

function stale(message: string) {
  return refusal(message, 'Write it again, so that it is proven after the files of now.')
}
