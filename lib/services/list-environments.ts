import { describeProblem } from '../config/problem'
import { answerEnvironment, type EnvironmentAnswer } from './environment-answer'
import type { Workspace } from './workspace'

/** The environments with what is known of each, and what the configuration says about itself. */
export interface EnvironmentsAnswer {
  readonly formatVersion: 1
  readonly environments: readonly EnvironmentAnswer[]
  /** What was found and where, for people who configured nothing. */
  readonly notices: readonly string[]
  readonly problems: readonly string[]
}

export async function listEnvironments(workspace: Workspace): Promise<EnvironmentsAnswer> {
  const { found, notices, problems } = await workspace.config()
  const monitors = await workspace.allMonitors()
  return {
    formatVersion: 1,
    environments: monitors.map(answerEnvironment),
    notices: [...found, ...notices],
    // That nothing is configured yet is no mistake; the pages say it in their own words.
    problems: problems.filter(({ code }) => code !== 'E-CONF-NONE').map(describeProblem),
  }
}
