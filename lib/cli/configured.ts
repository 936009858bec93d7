import type { Configuration } from '../config/configuration'
import { problemsError } from '../config/problem'
import { redact } from '../objects/secret'
import type { Workspace } from '../services/workspace'
import { safe, type Terminal } from './terminal'

/** The configuration, for verbs that need environments. Throws all its mistakes as one, E-CONF-NONE where there is none. */
export async function configured(workspace: Workspace): Promise<Configuration> {
  const config = await workspace.config()
  if (config.environments.length === 0) throw problemsError(config.problems)
  return config
}

/** The same once it was said what the configuration leaves out. */
export async function configuredAloud(workspace: Workspace, terminal: Terminal): Promise<Configuration> {
  tellNotices((await workspace.config()).notices, terminal)
  return configured(workspace)
}

/** Tells them beside the answer, which other programs may read. */
export function tellNotices(notices: readonly string[], terminal: Terminal): void {
  for (const notice of notices) terminal.err(safe(redact(notice)))
}
