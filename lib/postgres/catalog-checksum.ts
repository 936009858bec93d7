import type { Client } from 'pg'
import { identifier, join, type Sql, sql } from '../sql/sql'
import { preparedFor } from './prepared-statements'

/** The catalogs of the database itself. */
const OWN: readonly Sql[] = [
  sql`pg_aggregate`,
  sql`pg_am`,
  sql`pg_amop`,
  sql`pg_amproc`,
  sql`pg_attrdef`,
  sql`pg_attribute`,
  sql`pg_cast`,
  sql`pg_class`,
  sql`pg_collation`,
  sql`pg_constraint`,
  sql`pg_conversion`,
  sql`pg_default_acl`,
  sql`pg_description`,
  sql`pg_enum`,
  sql`pg_event_trigger`,
  sql`pg_extension`,
  sql`pg_foreign_data_wrapper`,
  sql`pg_foreign_server`,
  sql`pg_foreign_table`,
  sql`pg_index`,
  sql`pg_inherits`,
  sql`pg_init_privs`,
  sql`pg_language`,
  sql`pg_namespace`,
  sql`pg_opclass`,
  sql`pg_operator`,
  sql`pg_opfamily`,
  sql`pg_partitioned_table`,
  sql`pg_policy`,
  sql`pg_proc`,
  sql`pg_publication`,
  sql`pg_publication_namespace`,
  sql`pg_publication_rel`,
  sql`pg_range`,
  sql`pg_rewrite`,
  sql`pg_seclabel`,
  sql`pg_sequence`,
  sql`pg_statistic_ext`,
  sql`pg_transform`,
  sql`pg_trigger`,
  sql`pg_ts_config`,
  sql`pg_ts_config_map`,
  sql`pg_ts_dict`,
  sql`pg_ts_parser`,
  sql`pg_ts_template`,
  sql`pg_type`,
]

/** Catalogs that all databases of the server share, but for pg_authid, which only superusers may read. */
const SHARED: readonly Sql[] = [
  sql`pg_auth_members`,
  sql`pg_database`,
  sql`pg_db_role_setting`,
  sql`pg_parameter_acl`,
  sql`pg_shdescription`,
  sql`pg_shseclabel`,
  sql`pg_tablespace`,
]

/** What plain roles may not read whole is read through its public columns or view. */
const THROUGH_VIEWS: readonly Sql[] = [
  sql`(select md5(string_agg(r::text, ' ' order by oid)) from pg_roles r)`,
  sql`(select md5(string_agg(m::text, ' ' order by umid)) from pg_user_mappings m)`,
]

/**
 * A row's xmin as a number from that of the first transaction on; 0 for a row that was frozen or came with the server, which
 * is of no age. By way of text, which is the only cast that there is, it would take twice as long.
 */
const XMIN = sql`case age(xmin) when 2147483647 then 0 else age('3'::xid)::bigint - age(xmin) end`

/** Of the dependencies, what belongs to an extension; all others come and go with an object. */
const MEMBERS = sumOf(sql`pg_depend where refclassid = 'pg_extension'::regclass`)

/** Texts that change when a row of a catalog was added, changed or removed. */
export interface CatalogChecksum {
  /** Over the database's own catalogs: all that definitions are deparsed from. */
  readonly own: string
  /** Over what it shares with the server's other databases. */
  readonly shared: string
}

/** The statements of connections. */
const statements = new WeakMap<Client, Sql>()

/**
 * Every change of a row gives it another xmin, so their number and their sum tell. A role may be kept from a catalog, and
 * then nothing of it is read or proven.
 * @param options.isOfRead whether it is to hold for what is read now: then the catalogs are those that the role may read now,
 *   else those that it could when this was last asked for over the connection.
 */
export async function catalogChecksum(client: Client, { isOfRead = false } = {}): Promise<CatalogChecksum> {
  const known = isOfRead ? undefined : statements.get(client)
  const text = known ?? (await statementOf(client))
  statements.set(client, text)
  const prepared = preparedFor(client)
  const name = prepared && (prepared.nameOf(text) ?? prepared.newName())
  if (name) prepared.note(text, name)
  const [row] = (await client.query({ name, text })).rows
  return row
}

async function statementOf(client: Client): Promise<Sql> {
  const [own, shared] = [await readable(client, OWN), await readable(client, SHARED)]
  const views = [...THROUGH_VIEWS, await subscriptions(client)]
  return sql`select concat_ws(' ', ${join([...own.map(sumOf), MEMBERS], ', ')}) as own,
    concat_ws(' ', ${join([...shared.map(sumOf), ...views], ', ')}) as shared`
}

/** Its columns that the role may read: the system columns are not among those of a plain role. */
async function subscriptions(client: Client): Promise<Sql> {
  const { rows } =
    await client.query(sql`select attname from pg_attribute where attrelid = 'pg_subscription'::regclass
    and attnum > 0 and not attisdropped and has_column_privilege(attrelid, attnum, 'select') order by attnum`)
  const columns = rows.map(({ attname }) => identifier(attname))
  return sql`(select md5(string_agg(row(${join(columns, ', ')})::text, ' ' order by oid)) from pg_subscription)`
}

/** Those of the catalogs that the role may read. */
async function readable(client: Client, catalogs: readonly Sql[]): Promise<Sql[]> {
  // One that this server does not know yet gives null.
  const conditions = catalogs.map((catalog) => sql`has_table_privilege(to_regclass('${catalog}'), 'select')`)
  const { rows } = await client.query({ text: sql`select ${join(conditions, ', ')}`, rowMode: 'array' })
  return catalogs.filter((_, i) => rows[0]?.[i])
}

function sumOf(rows: Sql): Sql {
  return sql`(select count(*) || ':' || coalesce(sum(${XMIN}), 0) from ${rows})`
}
