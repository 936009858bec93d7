import type { Creator } from './creator'
import { numberedName, pairOfSql } from './plain-sql'

/** As `migrate create` makes it. https://github.com/golang-migrate/migrate, internal/cli/commands.go */
export const golangMigrateCreator: Creator = {
  tool: 'golang-migrate',
  create: (wanted, folder) => {
    const named = numberedName(wanted, folder, 'second')
    return pairOfSql(wanted, folder, named, {
      up: `${named.stem}.up.sql`,
      down: `${named.stem}.down.sql`,
    })
  },
}
