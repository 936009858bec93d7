import { answerMigrations, type MigrationsAnswer } from './migrations-answer'
import type { MigrationsQuery } from './migrations-query'
import type { Workspace } from './workspace'

/**
 * How every migration stands in every environment, by the files as they are now and the records as of the last checks.
 * @throws AppError E-ORIGIN for an environment that is not configured.
 */
export async function listMigrations(
  workspace: Workspace,
  query: MigrationsQuery,
): Promise<MigrationsAnswer> {
  if (query.environment !== undefined) await workspace.monitor(query.environment)
  return answerMigrations(await workspace.migrations(), await workspace.allMonitors(), query)
}
