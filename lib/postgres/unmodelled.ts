import type { Client } from 'pg'
import type { Diagnostic } from '../objects/diagnostic'
import { lineText } from '../objects/lines'
import { parseCopyValues } from '../objects/row'
import { extensionMembers } from '../sql/fragments'
import { identifier, join, literal, type Sql, sql } from '../sql/sql'
import { KNOWN_CATALOGS } from './known-catalogs'
import { isPermissionDenied } from './read-errors'
import { readLines } from './read-lines'

interface Unmodelled {
  /** Its name for people, many of them. */
  readonly kind: string
  readonly count: Sql
}

/** What users can create and no kind reads. docs/kinds.md tells for every catalog of Postgres who reads it. */
const UNMODELLED: readonly Unmodelled[] = [
  { kind: 'large objects', count: sql`select count(*) from pg_largeobject_metadata` },
  {
    kind: 'replication slots',
    count: sql`select count(*) from pg_replication_slots
      where not temporary and coalesce(database, current_database()) = current_database()`,
  },
  {
    // Every subscription has one too, named after its OID.
    kind: 'replication origins',
    count: sql`select count(*) from pg_replication_origin where roname !~ '^pg_[0-9]+'`,
  },
  {
    kind: 'prepared transactions',
    count: sql`select count(*) from pg_prepared_xacts where database = current_database()`,
  },
  {
    kind: 'settings of ALTER SYSTEM',
    count: sql`select count(*) from pg_settings where sourcefile ~ 'postgresql\.auto\.conf$'`,
  },
  {
    // A table of an extension is a part of it, and not compared: that somebody switched this on is not told from the script.
    kind: 'tables of extensions with row-level security',
    count: sql`select count(*) from pg_class where (relrowsecurity or relforcerowsecurity)
      and oid in (${extensionMembers(sql`pg_class`)})`,
  },
  {
    kind: 'markings by ALTER … DEPENDS ON EXTENSION',
    count: sql`select count(*) from pg_depend where refclassid = 'pg_extension'::regclass and deptype = 'x'`,
  },
  // Letters that servers newer than we know, or made from Postgres, may have.
  {
    kind: 'relations of a sort unknown to Lockstep',
    count: sql`select count(*) from pg_class where oid >= 16384 and relkind not in ('r', 'p', 'v', 'm', 'f', 'S', 'c', 'i', 'I', 't')`,
  },
  {
    kind: 'types of a sort unknown to Lockstep',
    count: sql`select count(*) from pg_type where oid >= 16384 and typtype not in ('b', 'c', 'd', 'e', 'p', 'r', 'm')`,
  },
  {
    kind: 'functions of a sort unknown to Lockstep',
    count: sql`select count(*) from pg_proc where oid >= 16384 and prokind not in ('f', 'p', 'w', 'a')`,
  },
  {
    kind: 'constraints of a sort unknown to Lockstep',
    count: sql`select count(*) from pg_constraint where oid >= 16384 and contype not in ('c', 'f', 'n', 'p', 'u', 't', 'x')`,
  },
]

/**
 * Counts what exists and is not compared, so that nothing is left out silently. Run inside the read's transaction; one
 * message where the role may read all of it.
 */
export async function readUnmodelled(
  client: Client,
  knownCatalogs: readonly string[] = KNOWN_CATALOGS,
): Promise<Diagnostic[]> {
  const [catalogs, ...counts] = await readAll(client, [
    unknownCatalogs(knownCatalogs),
    ...UNMODELLED.map(({ count }) => count),
  ])
  const unknown = (JSON.parse(catalogs ?? '[]') as UnknownCatalog[]).map(rowsOf)
  const further =
    unknown.length > 0
      ? await readAll(
          client,
          unknown.map(({ count }) => count),
        )
      : []
  return [...UNMODELLED, ...unknown].flatMap(({ kind }, i) => diagnose(kind, [...counts, ...further][i]))
}

/** A catalog of a newer server, of which we cannot tell what its rows mean. */
interface UnknownCatalog {
  readonly name: string
  readonly hasOid: boolean
}

function unknownCatalogs(known: readonly string[]): Sql {
  const names = join(
    known.map((name) => literal(name)),
    ', ',
  )
  return sql`select json_agg(json_build_object('name', relname, 'hasOid',
      exists (select from pg_attribute where attrelid = c.oid and attname = 'oid')) order by relname)::text
    from pg_class c
    where oid < 16384 and relnamespace = 'pg_catalog'::regnamespace and relkind = 'r' and relname not in (${names})`
}

function rowsOf({ name, hasOid }: UnknownCatalog): Unmodelled {
  const rows = sql`select count(*) from pg_catalog.${identifier(name)}`
  return {
    kind: `rows of ${name}, a catalog unknown to Lockstep`,
    count: hasOid ? sql`${rows} where oid >= 16384` : rows,
  }
}

/** The values of these scalar queries in order; undefined for those that the role may not run. */
async function readAll(client: Client, queries: readonly Sql[]): Promise<(string | null | undefined)[]> {
  const scalars = queries.map((query) => sql`(${query})`)
  const row = await readRow(client, sql`select ${join(scalars, ', ')}`)
  if (row) return row
  const values: (string | null | undefined)[] = []
  for (const query of queries) values.push((await readRow(client, query))?.[0])
  return values
}

/** The first row; undefined when the role may not read it. */
async function readRow(client: Client, query: Sql): Promise<(string | null)[] | undefined> {
  const { results, error } = await readLines(client, [query])
  if (error && !isPermissionDenied(error)) throw error
  const [answer] = results
  return answer && parseCopyValues(lineText(answer.lines, 0))
}

function diagnose(kind: string, count: string | null | undefined): Diagnostic[] {
  const code = 'unmodelledKind'
  if (count === undefined || count === null) {
    return [{ code, kind, message: `Not compared, and the role may not count them: ${kind}.` }]
  }
  if (count === '0') return []
  return [{ code, kind, count: Number(count), message: `Not compared: ${kind} (${count}).` }]
}
