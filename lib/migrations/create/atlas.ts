import type { Creator } from './creator'
import { plainSql } from './plain-sql'

const file = plainSql('atlas', 'second')

/** A file of SQL that Atlas takes once its sums are written anew. https://atlasgo.io/concepts/migration-directory-integrity */
export const atlasCreator: Creator = {
  tool: 'atlas',
  create: (wanted, folder) => ({
    ...file.create(wanted, folder),
    afterwards: [
      {
        does: 'Writes atlas.sum anew, which Atlas holds every file against; changes no database. Run it again after each edit of the file.',
        text: `atlas migrate hash --dir file://${folder.folder}`,
      },
    ],
  }),
}
