import type { Creator } from './creator'
import { numberedName, pairOfSql, plainSql } from './plain-sql'

const simple = plainSql('sqlx', 'second')

/** As `sqlx migrate add` makes it: a pair of files where the newest migration has one. */
export const sqlxCreator: Creator = {
  tool: 'sqlx',
  create: (wanted, folder) => {
    if (!folder.files.at(-1)?.path.endsWith('.up.sql')) return simple.create(wanted, folder)
    const named = numberedName(wanted, folder, 'second')
    return pairOfSql(wanted, folder, named, {
      up: `${named.stem}.up.sql`,
      down: `${named.stem}.down.sql`,
    })
  },
}
