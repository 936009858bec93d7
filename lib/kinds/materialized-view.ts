import type { Attached, Judgement, Kind } from '../objects/kind'
import { listValue } from '../objects/list-value'
import { neededObjects } from '../objects/needed-objects'
import { isTrue, type Row, text } from '../objects/row'
import { qualifiedName, quoteName } from '../sql/display'
import { deparsed, IS_SET, isUserMade, isUserSchema, roleName } from '../sql/fragments'
import { shownName } from '../sql/names'
import { needs } from '../sql/needs'
import { TABLE_PARAMETERS, VIEW_COLUMNS } from '../sql/relations'
import { sql } from '../sql/sql'
import { likeness } from './likeness'
import { openedBy } from './privileges'
import { nameAndRest, typesFollow, VIEW_COLUMN_FIELD } from './view-parts'

/** Materialized views. Whether one holds rows yet is no part of its definition, but a query on an empty one fails. */
export const materializedView: Kind = {
  name: 'materialized-view',
  label: { one: 'materialized view', many: 'materialized views' },
  address: ['schema', 'name'],
  fields: [
    { name: 'query', label: 'Query', text: 'query', severity: 'high', hazards: ['rewritesTable'] },
    VIEW_COLUMN_FIELD,
    { name: 'isPopulated', label: 'Populated', text: 'yesNo', severity: 'medium' },
    { name: 'columnSettings', label: 'Column settings', text: 'list', severity: 'low' },
    { name: 'accessMethod', label: 'Access method', severity: 'medium', hazards: ['rewritesTable'] },
    { name: 'tablespace', label: 'Tablespace', severity: 'low', hazards: ['rewritesTable'] },
    { name: 'options', label: 'Storage parameters', text: 'list', severity: 'low' },
    { name: 'owner', label: 'Owner', severity: 'low', role: 'owner' },
  ],
  details: ['needs'],
  deparses: true,
  // By their rules, which are fewer than relations.
  isPresent: sql`exists (select from pg_rewrite r join pg_class c on c.oid = r.ev_class
    where r.oid >= 16384 and c.relkind = 'm')`,
  query: ({ busy }) => sql`
    select n.nspname as schema, c.relname as name,
      ${deparsed(sql`ltrim(left(pg_get_viewdef(c.oid), -1))`, [sql`c.oid`], busy)} as query,
      ${VIEW_COLUMNS} as columns, c.relispopulated as "isPopulated", ${COLUMN_SETTINGS} as "columnSettings",
      am.amname as "accessMethod", ts.spcname as tablespace, ${TABLE_PARAMETERS} as options,
      ${roleName(sql`c.relowner`)} as owner,
      ${needs(sql`pg_rewrite`, sql`r.oid`)} as needs
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_rewrite r on r.ev_class = c.oid and r.rulename = '_RETURN'
    left join pg_am am on am.oid = c.relam
    left join pg_tablespace ts on ts.oid = c.reltablespace
    where c.relkind = 'm' and ${isUserMade(sql`c.oid`, sql`pg_class`)} and ${isUserSchema(sql`n`)}`,
  parent: (row) => ({ kind: 'schema', address: [text(row, 'schema')] }),
  requires: neededObjects,
  follows: typesFollow,
  missing: 'high',
  extra: 'medium',
  likeness: likeness(({ query }) => query, 'has the same query'),
  judge: ({ source, target, fields }, _servers, attached = []) => {
    if (!target) return { meaning: 'Whatever reads the materialized view fails here.' }
    if (!source) return judgeExtra(attached)
    if (!fields.includes('isPopulated')) return {}
    if (isTrue(target, 'isPopulated')) {
      return fields.length === 1 ? { severity: 'low', meaning: 'It was never refreshed in the source.' } : {}
    }
    return { severity: 'high', meaning: 'It was never refreshed here: whatever reads it fails.' }
  },
  ddl,
}

/** All that a grant on one lets anybody do is read it. */
function judgeExtra(attached: readonly Attached[]): Judgement {
  const opened = openedBy(attached, (grantee, privilege) => (privilege === 'SELECT' ? [grantee] : []))
  return opened
    ? { severity: 'critical', meaning: `${opened}: a materialized view has no row-level security.` }
    : {}
}

/** What ALTER MATERIALIZED VIEW … ALTER COLUMN sets, as it is written there. */
const COLUMN_SETTINGS = sql`(select json_agg(${shownName(sql`a.attname`)} || ' ' || setting order by a.attnum, setting)::text
  from pg_attribute a
  join pg_type t on t.oid = a.atttypid
  cross join lateral (values
    (case when a.attstorage <> t.typstorage then 'SET STORAGE ' ||
      case a.attstorage when 'p' then 'PLAIN' when 'e' then 'EXTERNAL' when 'm' then 'MAIN' else 'EXTENDED' end end),
    (case a.attcompression when 'p' then 'SET COMPRESSION pglz' when 'l' then 'SET COMPRESSION lz4' end),
    (case when a.attstattarget >= 0 then 'SET STATISTICS ' || a.attstattarget end),
    ((select 'SET (' || string_agg(option, ', ' order by option collate "C") || ')'
      from unnest(a.attoptions) option where ${IS_SET}))) chosen(setting)
  where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and setting is not null)`

function ddl(row: Row): string {
  const name = qualifiedName(text(row, 'schema'), text(row, 'name'))
  const options = listValue(row.options)
  const columns = listValue(row.columns).map((column) => quoteName(nameAndRest(column)[0]))
  const create = [
    `CREATE MATERIALIZED VIEW ${name} (${columns.join(', ')})`,
    ...(row.accessMethod && row.accessMethod !== 'heap' ? [` USING ${quoteName(row.accessMethod)}`] : []),
    ...(options.length > 0 ? [` WITH (${options.join(', ')})`] : []),
    ...(row.tablespace ? [` TABLESPACE ${quoteName(row.tablespace)}`] : []),
    ` AS\n${text(row, 'query')}${isTrue(row, 'isPopulated') ? '' : '\nWITH NO DATA'};`,
  ].join('')
  const settings = listValue(row.columnSettings).map((entry) => {
    const [column, setting] = nameAndRest(entry)
    return `ALTER MATERIALIZED VIEW ${name} ALTER COLUMN ${quoteName(column)} ${setting};`
  })
  return [create, ...settings].join('\n')
}
