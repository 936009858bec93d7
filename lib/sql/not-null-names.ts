import { type Sql, sql } from './sql'

/** What the server ends the name of a not-null constraint with, and a number where that was taken when it was made. */
const ENDING = sql`'_not_null[0-9]*$'`

/** Names have this many bytes at most. */
const LONGEST = 63

/** The longest part of a name that fits, which most do whole; Postgres never cuts a character in two. */
function cut(name: Sql, bytes: Sql): Sql {
  return sql`case when octet_length(${name}) <= ${bytes} then ${name} else (select max(left(${name}, size))
    from generate_series(0, ${LONGEST}) size where octet_length(left(${name}, size)) <= ${bytes}) end`
}

/**
 * True for a name the server would choose for a column's constraint: table_column_not_null, cut to 63 bytes from the
 * longer of the two names. makeObjectName in commands/indexcmds.c.
 */
export function isUsualNotNullName(name: Sql, table: Sql, column: Sql): Sql {
  return sql`(${name} = ${table} || '_' || ${column} || '_not_null'
  or ${name} ~ ${ENDING} and (
    select regexp_replace(${name}, ${ENDING}, '') =
      ${cut(sql`${table}::text`, sql`room.total - room.column`)} || '_' || ${cut(sql`${column}::text`, sql`room.column`)}
    from (
      select part.total, case when part.table + part.column <= part.total or part.column <= part.total / 2 then part.column
          when part.table <= part.total / 2 then part.total - part.table else part.total / 2 end as column
      from (select octet_length(${table}) as table, octet_length(${column}) as column,
          ${LONGEST - 1} - octet_length(substring(${name} from ${ENDING})) as total) part) room))`
}

/** The same for a domain's constraint: domain_not_null, with a domain's name that is cut to fit. */
export function isUsualDomainNotNullName(name: Sql, domain: Sql): Sql {
  return sql`(${name} = ${domain} || '_not_null' or ${name} ~ ${ENDING} and regexp_replace(${name}, ${ENDING}, '') =
    ${cut(sql`${domain}::text`, sql`${LONGEST} - octet_length(substring(${name} from ${ENDING}))`)})`
}
