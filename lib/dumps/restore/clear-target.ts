import type { Shadow } from '../../shadow/make-shadow'
import { identifier, join, literal, type Sql, sql } from '../../sql/sql'
import { isMember, oids } from './target-contents'

type Client = Pick<Shadow['client'], 'query'>

/** What to take away before a dump is restored. */
export interface ToClear {
  /** Schemas that the dump brings anew. */
  readonly schemas: readonly string[]
  /** Whether what a Supabase project has in no schema stays: its event triggers and its publications of changes. */
  readonly isSupabase: boolean
  readonly clearsLargeObjects: boolean
  /** Tables that stay, and whose rows the dump brings. */
  readonly emptied: readonly { readonly schema: string; readonly name: string }[]
}

/** Dropped one after the other; so many in one message. */
const AT_ONCE = 200

/**
 * Drops what a dump brings anew, within the transaction that the connection is in. The schema `public` stays, with its
 * rights and what the server knows of its origin; all in it goes. Throws the server's error.
 */
export async function clearTarget(client: Client, toClear: ToClear): Promise<void> {
  const { schemas, isSupabase, clearsLargeObjects, emptied } = toClear
  for (const schema of schemas) {
    if (schema === 'public') await dropAll(client, contentsOf(schema))
    else await client.query(sql`drop schema if exists ${identifier(schema)} cascade`)
  }
  await dropAll(client, outsideObjects(isSupabase))
  if (clearsLargeObjects)
    await client.query(sql`select count(pg_catalog.lo_unlink(oid)) from pg_catalog.pg_largeobject_metadata`)
  if (emptied.length === 0) return
  const tables = emptied.map(({ schema, name }) => sql`${identifier(schema)}.${identifier(name)}`)
  await client.query(sql`truncate table ${join(tables, ', ')}`)
}

async function dropAll(client: Client, statements: Sql): Promise<void> {
  const { rows } = await client.query(statements)
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    const batch = rows.slice(at, at + AT_ONCE).map(({ statement }) => statement)
    await client.query(batch.join(';\n'))
  }
}

/**
 * Statements that drop all that is in a schema: each may have gone along with another one. An extension of somebody else
 * stays, as only its owner may drop it.
 */
function contentsOf(schema: string): Sql {
  const here = oids([schema])
  return sql`select statement from (
    select 1 as turn, format('drop extension if exists %I cascade', extname) as statement
      from pg_catalog.pg_extension where extnamespace in (${here}) and pg_catalog.pg_has_role(extowner, 'usage')
    union all select 2, format('drop %s if exists %s cascade',
        case relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence'
          when 'f' then 'foreign table' else 'table' end, oid::regclass)
      from pg_catalog.pg_class c where relnamespace in (${here}) and relkind in ('r', 'p', 'v', 'm', 'f', 'S')
        and not ${isMember(sql`'pg_class'::regclass`)}
        and not exists (select from pg_catalog.pg_depend d
          where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'i' and d.refobjid <> c.oid)
    union all select 3, format('drop %s if exists %s cascade', o.type, o.identity)
      from pg_catalog.pg_proc, pg_catalog.pg_identify_object('pg_proc'::regclass, oid, 0) o
      where pronamespace in (${here}) and not ${isMember(sql`'pg_proc'::regclass`)}
    union all select 4, format('drop type if exists %s cascade', oid::regtype)
      from pg_catalog.pg_type where typnamespace in (${here}) and typelem = 0
        and (typtype in ('b', 'd', 'e', 'r')
          or typtype = 'c' and exists (select from pg_catalog.pg_class c where c.oid = typrelid and relkind = 'c'))
        and not ${isMember(sql`'pg_type'::regclass`)}
    ${join(
      OTHERS.map(([catalog, namespace]) => {
        const of = sql`${literal(catalog)}::regclass`
        return sql`union all
          select 5, format('drop %s if exists %s cascade', replace(o.type, 'statistics object', 'statistics'), o.identity)
          from pg_catalog.${identifier(catalog)}, pg_catalog.pg_identify_object(${of}, oid, 0) o
          where ${identifier(namespace)} in (${here}) and not ${isMember(of)}`
      }),
      '\n',
    )}
  ) dropped order by turn`
}

/** Catalogs of the other sorts of objects that lie in schemas, with the column that names it. */
const OTHERS = [
  ['pg_operator', 'oprnamespace'],
  ['pg_opclass', 'opcnamespace'],
  ['pg_opfamily', 'opfnamespace'],
  ['pg_collation', 'collnamespace'],
  ['pg_conversion', 'connamespace'],
  ['pg_statistic_ext', 'stxnamespace'],
  ['pg_ts_config', 'cfgnamespace'],
  ['pg_ts_dict', 'dictnamespace'],
  ['pg_ts_parser', 'prsnamespace'],
  ['pg_ts_template', 'tmplnamespace'],
] as const

/** Catalogs of what lies in no schema, in an order in which it can be dropped, with the word for it. */
const OUTSIDE = [
  ['pg_event_trigger', sql`event trigger`],
  ['pg_publication', sql`publication`],
  ['pg_transform', sql`transform`],
  ['pg_cast', sql`cast`],
  ['pg_foreign_server', sql`server`],
  ['pg_foreign_data_wrapper', sql`foreign data wrapper`],
  ['pg_am', sql`access method`],
  ['pg_language', sql`language`],
] as const

/** Statements that drop what users made outside of all schemas. */
function outsideObjects(isSupabase: boolean): Sql {
  const catalogs = OUTSIDE.filter(([catalog]) => !(isSupabase && catalog === 'pg_event_trigger'))
  const stays = isSupabase ? sql`and not o.identity like 'supabase\_realtime%'` : sql``
  const each = catalogs.map(([catalog, word], turn) => {
    const of = sql`${literal(catalog)}::regclass`
    // Only a transform is dropped by other words than it is called by.
    return sql`select ${turn} as turn,
        format('drop ${word} if exists %s cascade', replace(o.identity, ' on language ', ' language ')) as statement
      from pg_catalog.${identifier(catalog)}, pg_catalog.pg_identify_object(${of}, oid, 0) o
      where oid >= 16384 and not exists (select from pg_catalog.pg_depend d
        where d.classid = ${of} and d.objid = oid and d.deptype in ('e', 'i')) ${catalog === 'pg_publication' ? stays : sql``}`
  })
  return sql`select statement from (${join(each, ' union all ')}) dropped order by turn`
}
