import { comparableName, wordsOf } from './checked-name'
import type { Creator } from './creator'
import { textOf } from './folder-style'
import { refusal } from './refusal'

/** A folder `current` holds parts of it in the order of their numbers. https://github.com/graphile/migrate#current-migration */
const PART = /^current\/(\d+)(?:-[^/]*)?\.sql$/

/** What is to be committed next: `current.sql`, or one more file of the folder `current`. The tool numbers it then. */
export const graphileMigrateCreator: Creator = {
  tool: 'graphile-migrate',
  create: ({ name, sql }, folder) => {
    const parts = folder.paths.flatMap((path) => PART.exec(path)?.[1] ?? [])
    const last = parts.at(-1)
    if (last === undefined && folder.paths.includes('current.sql')) {
      throw refusal(
        `${folder.folder}/current.sql is there already`,
        'Graphile Migrate takes what stands in it for the next migration: write it there, or commit what it holds with npx graphile-migrate commit.',
      )
    }
    if (!folder.paths.some((path) => path.startsWith('committed/')) && folder.files.length > 0) {
      throw refusal(
        `${folder.folder} holds what is committed`,
        'Graphile Migrate looks for the next migration in the folder above: name that folder in lockstep.config.json.',
      )
    }
    const number = last && String(Number(last) + 1).padStart(last.length, '0')
    const path = number ? `current/${number}-${comparableName(name).replaceAll('_', '-')}.sql` : 'current.sql'
    const message = number ? '' : `--! Message: ${wordsOf(name)}`
    return { files: [{ path, text: textOf(message, sql) }], isUnnumbered: true }
  },
}
