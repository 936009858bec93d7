import type { Finding } from '../finding'
import {
  byMigration,
  command,
  type FindingContext,
  inWords,
  labelOf,
  type Standings,
  standingAs,
  titleOf,
} from './context'

/** Migrations that a record holds and no folder. */
export function missingFile(context: FindingContext): Finding[] {
  return byMigration(standingAs(context, 'missingFile')).map((places) => {
    const [{ migration, tool }] = places
    const where = places.map(({ environment }) => environment)
    return {
      sort: 'missingFile',
      severity: 'high',
      environments: where,
      tool,
      migrations: [migration.id],
      message: `${titleOf(migration)} is recorded in ${inWords(where)}, and no folder has its file.`,
      cause: likelyCause(context, places),
      evidence: [
        ...lostFile(context, places),
        ...places.map(({ environment, standing }) => {
          const { appliedAt, appliedBy } = standing.entry ?? {}
          const facts = [appliedAt && ` at ${appliedAt}`, appliedBy && ` by ${appliedBy}`]
            .filter(Boolean)
            .join('')
          return `${labelOf(tool)} recorded it in ${environment}${facts}.`
        }),
      ],
      commands: places.flatMap((place) => {
        const at = { ...place, key: place.standing.entry?.key ?? '' }
        return [
          ...command(
            context,
            at,
            'fetch',
            `Writes the files of all that ${place.environment} recorded into the folder; changes nothing in ${place.environment}.`,
          ),
          ...command(
            context,
            at,
            'markReverted',
            `Takes it out of the record of ${place.environment}; what it did there stays. Only when its effect is wanted nowhere, or is in another file.`,
          ),
        ]
      }),
    }
  })
}

/** Where the repository had its file, on whatever branch. */
function lostFile(
  { folders }: FindingContext,
  [{ standing, tool }]: readonly [Standings, ...Standings[]],
): string[] {
  const key = standing.entry?.key ?? ''
  return folders.flatMap((folder) => {
    if (folder.tool !== tool || key === '') return []
    const found = [...(folder.git?.lost ?? [])].find(([file]) => file.includes(key))
    if (!found) return []
    const [file, { hash, author, date, branch }] = found
    return [
      `${folder.folder}/${file} was last on ${branch}, in commit ${hash} by ${author} of ${date.slice(0, 10)}.`,
    ]
  })
}

function likelyCause(
  { migrations, environments }: FindingContext,
  places: readonly [Standings, ...Standings[]],
): string {
  const [{ migration }] = places
  const namesake = migrations.find(
    ({ name, files }) => name !== null && name === migration.name && files.length > 0,
  )
  if (namesake) {
    return `${titleOf(namesake)} has the same name and other text: it was most likely renamed or made anew after it had run.`
  }
  const isEverywhere = places.length > 1 && places.length === environments.length
  return isEverywhere
    ? 'The file was most likely deleted, or squashed into another, after it had run.'
    : 'It most likely ran from a branch that is not merged here, or from a dashboard or an assistant that records what it runs.'
}
