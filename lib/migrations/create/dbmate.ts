import { plainSql } from './plain-sql'

/** As `dbmate new` makes it. https://github.com/amacneil/dbmate, pkg/dbmate/db.go */
export const dbmateCreator = plainSql('dbmate', 'second', (sql) =>
  ['-- migrate:up', sql.trimEnd(), '-- migrate:down\n'].filter((part) => part !== '').join('\n\n'),
)
