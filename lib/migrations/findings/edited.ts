import type { Finding } from '../finding'
import {
  byMigration,
  command,
  type FindingContext,
  fileOf,
  inWords,
  labelOf,
  standingAs,
  titleOf,
} from './context'

/** Files that are no longer what ran. */
export function edited(context: FindingContext): Finding[] {
  return byMigration(standingAs(context, 'edited')).map((places) => {
    const [{ migration, standing, tool }] = places
    const file = fileOf(context, migration, tool)
    const where = places.map(({ environment }) => environment)
    const others = asInFile(context, migration.id)
    return {
      sort: 'edited',
      severity: 'high',
      environments: where,
      tool,
      migrations: [migration.id],
      message: `${titleOf(migration)} ran in ${inWords(where)} with other text than its file has now.`,
      cause:
        'The file was changed after it had run there. What the change adds is not there, and no tool will bring it. Put the file back as it ran, and write the change as a new migration.',
      evidence: [
        standing.entry?.checksum && file?.checksums.length
          ? `${labelOf(tool)} recorded the ${standing.entry.checksum.algorithm} ${standing.entry.checksum.value}; the file has ${file.checksums[0]?.value}.`
          : `The statements that ${labelOf(tool)} recorded are not those of ${file?.path ?? 'the file'}, comments and spaces aside.`,
        ...(others.length > 0 ? [`In ${inWords(others)} it ran as the file is now.`] : []),
      ],
      commands: places.flatMap((place) =>
        command(
          context,
          place,
          'acceptEdits',
          `Takes the files as they are for what ran in ${place.environment}; brings nothing of the change.`,
        ),
      ),
    }
  })
}

/** The environments that ran what the file holds. */
function asInFile({ migrations, standings, environments }: FindingContext, id: string): string[] {
  const row = migrations.findIndex((migration) => migration.id === id)
  return environments.flatMap(({ name }, column) =>
    standings[row]?.[column]?.state === 'applied' ? [name] : [],
  )
}
