import type { Shadow } from '../../shadow/make-shadow'
import { identifier, join, literal, type Sql, sql } from '../../sql/sql'
import type { ReplacedSchema } from './replaced-schema'

type Client = Pick<Shadow['client'], 'query'>

/** A table that nobody has vacuumed or analysed has -1; what was written to it since the last crash is known all the same. */
export const IS_COUNTED = sql`(c.reltuples >= 0 or live.tuples > 0)`

/** Every schema with each of its tables. */
export const RELATIONS_OF_SCHEMAS = sql`from pg_catalog.pg_namespace n
    left join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relkind in ('r', 'p', 'f')
    left join lateral (select pg_catalog.pg_stat_get_live_tuples(c.oid) as tuples) live on true`

/** All schemas of a database that users made, with what is in them. */
export async function listSchemas(client: Client): Promise<ReplacedSchema[]> {
  const { rows } = await client.query(sql`select n.nspname as name, count(c.oid)::integer as tables,
      coalesce(sum(greatest(c.reltuples, live.tuples)) filter (where c.relkind = 'r' and ${IS_COUNTED}), 0)::float8 as rows,
      count(*) filter (where c.relkind in ('r', 'f') and not ${IS_COUNTED})::integer as uncounted
    ${RELATIONS_OF_SCHEMAS}
    where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' group by n.nspname order by n.nspname`)
  return rows
}

/** Whether schemas hold anything at all that a user made. */
export async function isEmpty(client: Client, schemas: readonly string[]): Promise<boolean> {
  const { rows } = await client.query(sql`select exists (
      select from pg_catalog.pg_class where relnamespace in (${oids(schemas)})
      union all select from pg_catalog.pg_proc where pronamespace in (${oids(schemas)})
      union all select from pg_catalog.pg_type where typnamespace in (${oids(schemas)})
    ) or exists (select from pg_catalog.pg_largeobject_metadata) as is_used`)
  return !rows[0].is_used
}

/** What lies in no schema and goes, too. On Supabase most of it is the platform's, and stays. */
const OUTSIDE_WITH_OWNERS = join(
  [
    ['pg_event_trigger', 'event trigger', 'evtname', 'evtowner'],
    ['pg_publication', 'publication', 'pubname', 'pubowner'],
    ['pg_foreign_server', 'server', 'srvname', 'srvowner'],
    ['pg_foreign_data_wrapper', 'foreign data wrapper', 'fdwname', 'fdwowner'],
    ['pg_language', 'language', 'lanname', 'lanowner'],
  ].map(
    ([catalog = '', word = '', name = '', owner = '']) => sql`union all
      select ${literal(`${word} `)} || quote_ident(${identifier(name)}), ${identifier(owner)} from pg_catalog.${identifier(catalog)}
        where oid >= 16384 and not ${isMember(sql`${literal(catalog)}::regclass`)}`,
  ),
  '\n',
)

/** Objects of schemas, and of none, that the role may not drop, because it does not own them. */
export async function notOwned(
  client: Client,
  schemas: readonly string[],
  { isSupabase }: { readonly isSupabase: boolean },
): Promise<string[]> {
  const { rows } = await client.query(sql`with owned (what, owner) as (
      select 'schema ' || quote_ident(nspname), nspowner from pg_catalog.pg_namespace
        where oid in (${oids(schemas)}) and nspname <> 'public'
      union all select oid::regclass::text, relowner from pg_catalog.pg_class
        where relnamespace in (${oids(schemas)}) and relkind in ('r', 'p', 'v', 'm', 'S', 'f')
          and not ${isMember(sql`'pg_class'::regclass`)}
      union all select oid::regprocedure::text, proowner from pg_catalog.pg_proc
        where pronamespace in (${oids(schemas)}) and not ${isMember(sql`'pg_proc'::regclass`)}
      ${isSupabase ? sql`` : OUTSIDE_WITH_OWNERS}
    ) select what from owned where not pg_catalog.pg_has_role(owner, 'usage') order by what limit 20`)
  return rows.map(({ what }) => what)
}

/** Objects in other schemas that go along with what is dropped, because they use it; but for those of `setAside`. */
export async function goesAlong(client: Client, schemas: readonly string[]): Promise<string[]> {
  const { rows } = await client.query(sql`with recursive inside (classid, objid) as (
      select 'pg_class'::regclass::oid, oid from pg_catalog.pg_class where relnamespace in (${oids(schemas)})
      union all select 'pg_proc'::regclass, oid from pg_catalog.pg_proc where pronamespace in (${oids(schemas)})
      union all select 'pg_type'::regclass, oid from pg_catalog.pg_type where typnamespace in (${oids(schemas)})
    ), dependent (classid, objid) as (
      select ${OF_VIEW} from pg_catalog.pg_depend d
        join inside i on d.refclassid = i.classid and d.refobjid = i.objid where d.deptype in ('n', 'a', 'i')
      union select ${OF_VIEW} from pg_catalog.pg_depend d
        join dependent p on d.refclassid = p.classid and d.refobjid = p.objid where d.deptype in ('n', 'a', 'i')
    )
    select distinct o.type || ' ' || o.identity as what from dependent d,
      pg_catalog.pg_identify_object(d.classid, d.objid, 0) o
    where o.type in ('table', 'view', 'materialized view', 'foreign table', 'function', 'procedure', 'table constraint',
        'default value', 'type', 'index')
      and coalesce(o.schema, '') <> 'pg_toast'
      and not exists (select from pg_catalog.pg_type t left join pg_catalog.pg_class c on c.oid = t.typrelid
        where d.classid = 'pg_type'::regclass and t.oid = d.objid and (t.typelem <> 0 or c.relkind <> 'c'))
      and not exists (select from inside i where i.classid = d.classid and i.objid = d.objid)
      and not exists (select from pg_catalog.pg_constraint c
        where d.classid = 'pg_constraint'::regclass and c.oid = d.objid
          and (c.connamespace in (${oids(schemas)})))
      and not exists (select from pg_catalog.pg_attrdef a join inside i on i.objid = a.adrelid
        where d.classid = 'pg_attrdef'::regclass and a.oid = d.objid)
    order by what limit 200`)
  return rows.map(({ what }) => what)
}

/** What depends on something; of the rule that makes a view, the view. */
const OF_VIEW = sql`case when d.classid = 'pg_rewrite'::regclass then 'pg_class'::regclass::oid else d.classid end,
  case when d.classid = 'pg_rewrite'::regclass then (select ev_class from pg_catalog.pg_rewrite where oid = d.objid)
    else d.objid end`

/** The numbers of schemas, as a query within brackets. */
export function oids(schemas: readonly string[]): Sql {
  if (schemas.length === 0) return sql`select null::oid`
  const names = join(
    schemas.map((schema) => literal(schema)),
    ', ',
  )
  return sql`select oid from pg_catalog.pg_namespace where nspname in (${names})`
}

/** Whether the row in hand, with its column `oid`, belongs to an extension. */
export function isMember(catalog: Sql): Sql {
  return sql`exists (select from pg_catalog.pg_depend m where m.classid = ${catalog} and m.objid = oid and m.deptype = 'e')`
}
