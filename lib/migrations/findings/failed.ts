import type { Finding } from '../finding'
import { command, type FindingContext, labelOf, standingAs, titleOf } from './context'

/** Migrations that broke off. Until somebody decides, their tool runs nothing there. */
export function failed(context: FindingContext): Finding[] {
  return standingAs(context, 'failed', 'partial').map((place) => {
    const { migration, standing, environment, tool } = place
    const at = { ...place, key: standing.entry?.key ?? '' }
    return {
      sort: 'failed',
      severity: 'critical',
      environments: [environment],
      tool,
      migrations: [migration.id],
      message: `${titleOf(migration)} failed in ${environment}.`,
      cause: `${labelOf(tool)} runs nothing more there until this one is settled. Look at what it left behind before you settle it.`,
      evidence: [
        standing.state === 'partial'
          ? 'Some of its statements ran and stay.'
          : `${labelOf(tool)} recorded the failure.`,
        ...(standing.entry?.appliedAt ? [`It began at ${standing.entry.appliedAt}.`] : []),
        ...(standing.entry?.error ? [`The error: ${standing.entry.error}`] : []),
      ],
      commands: [
        ...command(
          context,
          at,
          'retry',
          `Lets ${labelOf(tool)} run it again in ${environment}; undoes nothing of what it did.`,
        ),
        ...command(
          context,
          at,
          'markApplied',
          `Records it as applied in ${environment}, once you have finished it by hand; runs nothing.`,
        ),
      ],
    }
  })
}
