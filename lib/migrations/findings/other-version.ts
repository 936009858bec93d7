import type { Finding } from '../finding'
import { command, type FindingContext, fileOf, labelOf, standingAs, titleOf } from './context'

/** The same migration recorded under another version than its file has; the tool takes them for two. */
export function otherVersion(context: FindingContext): Finding[] {
  return standingAs(context, 'otherVersion').flatMap((place): Finding[] => {
    const { migration, standing, environment, tool } = place
    const file = fileOf(context, migration, tool)
    const { entry } = standing
    if (!file || !entry) return []
    const isSameText = entry.content !== null && entry.content === file.content
    return [
      {
        sort: 'otherVersion',
        severity: 'medium',
        environments: [environment],
        tool,
        migrations: [migration.id],
        message: `${titleOf(migration)} is recorded in ${environment} as ${entry.key}.`,
        cause: `It most likely ran from an assistant or a dashboard, which gave it the time of the run. ${labelOf(tool)} takes ${entry.key} for a migration without a file, and ${file.key} for one that is pending.`,
        evidence: [
          ...(isSameText ? ['The statements are the same, comments and spaces aside.'] : []),
          ...(entry.name !== null && entry.name === file.name ? [`Both are named ${entry.name}.`] : []),
        ],
        commands: [
          ...command(
            context,
            { ...place, key: file.key },
            'markApplied',
            `Records ${file.key} as applied in ${environment}; runs nothing.`,
          ),
          ...command(
            context,
            { ...place, key: entry.key },
            'markReverted',
            `Takes ${entry.key} out of the record of ${environment}; undoes nothing.`,
          ),
        ],
      },
    ]
  })
}
