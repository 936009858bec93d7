import type { Creator } from './creator'
import { numberedName, pairOfSql } from './plain-sql'

/** As `hasura migrate create` makes it: a folder, within the one of its database since version 2. */
export const hasuraCreator: Creator = {
  tool: 'hasura',
  create: (wanted, folder) => {
    const named = numberedName(wanted, folder, 'epochMilliseconds')
    const parts = folder.files.at(-1)?.path.split('/') ?? []
    const place = [...parts.slice(0, -2), named.stem].join('/')
    return pairOfSql(wanted, folder, named, { up: `${place}/up.sql`, down: `${place}/down.sql` })
  },
}
