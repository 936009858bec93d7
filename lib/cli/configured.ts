import type { Configuration } from '../config/configuration'
import { problemsError } from '../config/problem'
import type { Workspace } from '../services/workspace'

/** The configuration, for verbs that need environments. Throws all its mistakes as one, E-CONF-NONE where there is none. */
export async function configured(workspace: Workspace): Promise<Configuration> {
  const config = await workspace.config()
  if (config.environments.length === 0) throw problemsError(config.problems)
  return config
}
