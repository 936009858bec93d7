import type { Finding } from '../finding'
import { lateFile } from '../tool-rules'
import { command, type FindingContext, fileOf, labelOf, standingAs, titleOf } from './context'

const CONSEQUENCES = {
  runs: (tool: string) =>
    `${tool} will run it after the later ones, so that it may not do what it did elsewhere.`,
  refuses: (tool: string) =>
    `${tool} stops with an error there until it is told to run it after the later ones.`,
  skips: (tool: string) => `${tool} never runs it there, and says nothing of it.`,
} as const

/** Files that an environment did not run although it ran later ones. */
export function outOfOrder(context: FindingContext): Finding[] {
  return standingAs(context, 'outOfOrder').map((place) => {
    const { migration, environment, tool } = place
    const file = fileOf(context, migration, tool)
    const late = lateFile(tool, file?.path ?? '')
    const key = file?.key ?? ''
    return {
      sort: 'outOfOrder',
      severity: late === 'runs' ? 'medium' : 'high',
      environments: [environment],
      tool,
      migrations: [migration.id],
      message: `${titleOf(migration)} is not recorded in ${environment}, although later ones are.`,
      cause: `It most likely came from a branch that was merged late, or was run by hand and not recorded. ${CONSEQUENCES[late](labelOf(tool))}`,
      evidence: [`${environment} has no row for ${key}, and rows for later files of the same folder.`],
      commands: [
        ...command(
          context,
          place,
          'deployLate',
          `Runs it in ${environment}, with all else that is pending there.`,
        ),
        ...command(
          context,
          { ...place, key },
          'markApplied',
          `Records it as applied in ${environment}, if its effect is there already; runs nothing.`,
        ),
      ],
    }
  })
}
