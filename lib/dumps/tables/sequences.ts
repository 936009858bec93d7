import { AppError } from '../../objects/app-error'
import { catalogHint } from '../../objects/error-catalog'
import { isPermissionDenied } from '../../postgres/read-errors'
import { join, literal, type Sql, sql } from '../../sql/sql'
import type { Queryable } from '../queryable'
import type { TableChoice } from './list-tables'
import { qualified } from './lock-tables'
import { chosenBy } from './select-tables'
import { type TableToDump, tableName } from './table-to-dump'

/**
 * Statements of a script that put sequences where they stand: those that the tables, or what they are partitions of, own or
 * take their defaults from, and where whole schemas are dumped those that nothing uses. Reads the values of this very moment,
 * since sequences know no transactions.
 * @throws AppError `E-DUMP-RIGHTS` naming a sequence that the role may not read; other errors as the driver gives them.
 */
export async function sequenceStatements(
  client: Queryable,
  tables: readonly TableToDump[],
  choice: TableChoice,
): Promise<Sql[]> {
  const statements: Sql[] = []
  for (const sequence of await listSequences(client, tables, choice)) {
    statements.push(await setvalStatement(client, sequence))
  }
  return statements
}

interface Sequence {
  readonly schema: string
  readonly name: string
}

async function listSequences(
  client: Queryable,
  tables: readonly TableToDump[],
  choice: TableChoice,
): Promise<Sequence[]> {
  const oids = join([sql`0`, ...tables.map(({ oid }) => sql`${oid}`)], ', ')
  const { rows } = await client.query(sql`
    with recursive here as (
      select unnest(array[${oids}]::oid[]) as oid
      union select i.inhparent from pg_inherits i join here on here.oid = i.inhrelid
    ), used as (
      select d.objid as oid, d.refobjid as by from pg_depend d
      where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')
      union
      select d.refobjid, e.adrelid from pg_depend d join pg_attrdef e on e.oid = d.objid
      where d.classid = 'pg_attrdef'::regclass and d.refclassid = 'pg_class'::regclass
    )
    select n.nspname as schema, c.relname as name,
      bool_or(u.by is not null) as is_used, bool_or(coalesce(u.by in (select oid from here), false)) as is_used_here
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    left join used u on u.oid = c.oid and u.by <> c.oid
    where c.relkind = 'S' and c.relpersistence <> 't' and n.nspname not in ('pg_catalog', 'information_schema')
      and n.nspname !~ '^pg_(toast|temp)'
      and not exists (select from pg_depend m where m.classid = 'pg_class'::regclass and m.objid = c.oid and m.deptype = 'e')
    group by n.nspname, c.relname order by n.nspname collate "C", c.relname collate "C"`)
  const isChosen = choice.selection.tables === null ? chosenBy(choice) : () => false
  return rows.filter((row) => row.is_used_here || (!row.is_used && isChosen({ ...row, ancestors: [] })))
}

async function setvalStatement(client: Queryable, sequence: Sequence): Promise<Sql> {
  try {
    const { rows } = await client.query(
      sql`select last_value::text as value, is_called from ${qualified(sequence)}`,
    )
    const isCalled = rows[0]?.is_called ? sql`true` : sql`false`
    return sql`SELECT pg_catalog.setval(${literal(qualified(sequence))}, ${literal(String(rows[0]?.value))}, ${isCalled});`
  } catch (error) {
    if (!isPermissionDenied(error)) throw error
    const message = `The role may not read the sequence ${tableName(sequence)}.`
    throw new AppError({ code: 'E-DUMP-RIGHTS', message, hint: catalogHint('E-DUMP-RIGHTS') })
  }
}
