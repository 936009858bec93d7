import { commonOrder } from '../objects/common-order'
import type { Attached, Change, FindRows, Judgement, Kind, Servers, Sides } from '../objects/kind'
import { listValue } from '../objects/list-value'
import { neededObjects } from '../objects/needed-objects'
import { isTrue, type Row, text } from '../objects/row'
import { qualifiedName, quoteName } from '../sql/display'
import { deparsed, isUserMade, isUserSchema, relationKind, roleName } from '../sql/fragments'
import { shownName, shownQualified, steady } from '../sql/names'
import { TABLE_PARAMETERS } from '../sql/relations'
import { sql } from '../sql/sql'
import { columnDefinition, columnSettings, inheritedSettings } from './column-definition'
import { alwaysPasses } from './inherited-roles'
import { likeness } from './likeness'
import { openedRows } from './opened-rows'
import { isSameBound } from './partition-bound'
import { openedBy } from './privileges'

/** Ordinary and partitioned tables, with their row-level security switches. */
export const table: Kind = {
  name: 'table',
  label: { one: 'table', many: 'tables' },
  address: ['schema', 'name'],
  fields: [
    { name: 'rowSecurity', label: 'Row-level security', text: 'yesNo', severity: 'critical' },
    { name: 'forceRowSecurity', label: 'Forced for the owner', text: 'yesNo', severity: 'high' },
    { name: 'persistence', label: 'Persistence', severity: 'high', hazards: ['rewritesTable'] },
    {
      name: 'partitionKey',
      label: 'Partition key',
      severity: 'high',
      hazards: ['rewritesTable'],
      statement: (key) => `CREATE TABLE t (c text) PARTITION BY ${key}`,
    },
    { name: 'parents', label: 'Inherits from', text: 'list', severity: 'high' },
    { name: 'partitionBound', label: 'Partition bound', severity: 'high', equal: isSameBound },
    { name: 'isDetaching', label: 'Being detached', text: 'yesNo', severity: 'medium' },
    { name: 'typeOf', label: 'Of type', severity: 'medium' },
    { name: 'accessMethod', label: 'Access method', severity: 'medium', hazards: ['rewritesTable'] },
    { name: 'tablespace', label: 'Tablespace', severity: 'low', hazards: ['rewritesTable'] },
    { name: 'replicaIdentity', label: 'Replica identity', severity: 'medium' },
    { name: 'options', label: 'Storage parameters', text: 'list', severity: 'low' },
    { name: 'owner', label: 'Owner', severity: 'low', role: 'owner' },
    {
      name: 'columnOrder',
      label: 'Column order',
      text: 'list',
      severity: 'cosmetic',
      role: 'order',
      equal: (source, target) => commonOrder(source, target) === commonOrder(target, source),
    },
  ],
  details: ['needs', 'replicaIndex'],
  deparses: true,
  query: ({ busy }) => sql`
    select n.nspname as schema, c.relname as name,
      c.relrowsecurity as "rowSecurity", c.relforcerowsecurity as "forceRowSecurity",
      case c.relpersistence when 'p' then 'permanent' when 'u' then 'unlogged' else 'temporary' end as persistence,
      case when c.relkind = 'p' then ${deparsed(sql`pg_get_partkeydef(c.oid)`, [sql`c.oid`], busy)} end as "partitionKey",
      parent.names as parents,
      case when c.relispartition then pg_get_expr(c.relpartbound, 0) end as "partitionBound",
      coalesce(parent."isDetaching", false) as "isDetaching",
      case when c.reloftype <> 0 then ${steady(sql`format_type(c.reloftype, null)`)} end as "typeOf",
      am.amname as "accessMethod", ts.spcname as tablespace,
      case c.relreplident when 'd' then 'default' when 'f' then 'full' when 'n' then 'nothing' else replica.keys end
        as "replicaIdentity",
      ${TABLE_PARAMETERS} as options, ${roleName(sql`c.relowner`)} as owner,
      array_to_json(array(select a.attname from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum))::text as "columnOrder",
      case when c.reloftype = 0 then parent.needs else
        (select jsonb_build_array(jsonb_build_array('composite-type', tn.nspname, t.typname))::text
          from pg_type t join pg_namespace tn on tn.oid = t.typnamespace where t.oid = c.reloftype) end as needs,
      replica.name as "replicaIndex"
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    left join pg_am am on am.oid = c.relam
    left join pg_tablespace ts on ts.oid = c.reltablespace
    left join (${PARENTS}) parent on parent.child = c.oid
    left join (${REPLICA_INDEXES}) replica on c.relreplident = 'i' and replica.table = c.oid
    where c.relkind in ('r', 'p') and ${isUserMade(sql`c.oid`, sql`pg_class`)} and ${isUserSchema(sql`n`)}`,
  parent: (row) => ({ kind: 'schema', address: [text(row, 'schema')] }),
  requires: neededObjects,
  follows: (row) =>
    row.partitionBound ? neededObjects(row).map((table) => ({ ...table, only: ['columnOrder'] })) : [],
  missing: 'high',
  extra: 'medium',
  likeness: likeness(columnNames, 'has columns of the same names'),
  judge,
  ddl,
}

/** Of one column too many tables are alike, and so are partitions and tables of one type. */
function columnNames({ columnOrder, partitionBound, typeOf }: Row): string | undefined {
  const columns = listValue(columnOrder)
  return columns.length > 1 && !partitionBound && !typeOf ? JSON.stringify(columns.sort()) : undefined
}

/** What tables and partitions inherit from, in the order in which columns were merged. */
const PARENTS = sql`select i.inhrelid as child,
    json_agg(${shownQualified(sql`pn.nspname`, sql`p.relname`)} order by i.inhseqno)::text as names,
    jsonb_agg(jsonb_build_array(${relationKind(sql`p`)}, pn.nspname, p.relname) order by i.inhseqno)::text as needs,
    bool_or(i.inhdetachpending) as "isDetaching"
  from pg_inherits i
  join pg_class p on p.oid = i.inhparent and p.relkind in ('r', 'p', 'f')
  join pg_namespace pn on pn.oid = p.relnamespace
  group by i.inhrelid`

/** Indexes that tell a subscriber which row changed: their columns do, whatever their names. */
const REPLICA_INDEXES = sql`select i.indrelid as table, ic.relname as name, 'index on ' ||
    (select string_agg(${shownName(sql`a.attname`)}, ', ' order by part.position)
      from unnest(i.indkey) with ordinality part(number, position)
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = part.number
      where part.position <= i.indnkeyatts) as keys
  from pg_index i join pg_class ic on ic.oid = i.indexrelid
  where i.indisreplident`

function judge(
  { source, target, fields }: Change,
  _servers: Servers,
  attached: readonly Attached[] = [],
  sides?: Sides,
): Judgement {
  if (!source) {
    const opened = isTrue(target as Row, 'rowSecurity') ? openedRows(attached) : openedWithout(attached)
    return { hazards: ['deletesData'], ...(opened ? { severity: 'critical', meaning: opened } : {}) }
  }
  if (!target) return { meaning: 'Whatever reads or writes the table fails here.' }
  if (!fields.includes('rowSecurity')) {
    if (fields.includes('forceRowSecurity')) return judgeForce(source, target, fields, sides)
    return fields.includes('owner') ? judgeOwner(source, target, fields) : {}
  }
  return isTrue(source, 'rowSecurity')
    ? {
        severity: 'critical',
        hazards: ['closesAccess'],
        meaning:
          'Row-level security is off here: every role that holds a grant reaches every row, and policies do not apply.',
      }
    : {
        severity: 'high',
        hazards: ['opensAccess'],
        meaning: 'Row-level security is on only here: rows that are open in the source are filtered.',
      }
}

function openedWithout(attached: readonly Attached[]): string | undefined {
  const opened = openedBy(attached)
  return opened && `${opened}: no row-level security holds them back.`
}

function judgeForce(
  source: Row,
  target: Row,
  fields: readonly string[],
  sides: Sides | undefined,
): Judgement {
  const without = forcedForNothing(source, target, sides)
  if (without) return fields.length === 1 ? { severity: 'low', meaning: without } : { meaning: without }
  return isTrue(source, 'forceRowSecurity')
    ? { hazards: ['closesAccess'], meaning: "Here row-level security does not hold back the table's owner." }
    : { hazards: ['opensAccess'], meaning: "Only here row-level security holds back the table's owner too." }
}

/** Why it decides nothing that row-level security is forced for the owner on one side alone; undefined where it does. */
function forcedForNothing(source: Row, target: Row, sides: Sides | undefined): string | undefined {
  const where = isTrue(source, 'forceRowSecurity') ? 'in the source' : 'here'
  if (!isTrue(target, 'rowSecurity')) {
    return `Row-level security is forced for the owner ${where}, and off on both sides: it holds nobody back.`
  }
  const [row, find] = isTrue(source, 'forceRowSecurity') ? [source, sides?.source] : [target, sides?.target]
  const isPassed = find !== undefined && alwaysPasses(text(row, 'owner'), find)
  return isPassed
    ? `Row-level security is forced for the owner ${where}, whom it never holds back: ${row.owner} passes it always.`
    : undefined
}

/** Unless it is forced, row-level security lets the owner pass, and whoever has the owner's rights. */
function judgeOwner(source: Row, target: Row, fields: readonly string[]): Judgement {
  if (!isTrue(target, 'rowSecurity') || isTrue(target, 'forceRowSecurity')) return {}
  const meaning = `Row-level security does not hold back ${target.owner} here, as the owner; in the source the owner is ${source.owner}.`
  return fields.length === 1 ? { severity: 'medium', meaning } : { meaning }
}

function ddl(row: Row, find: FindRows): string {
  const [schema, table] = [text(row, 'schema'), text(row, 'name')]
  const name = qualifiedName(schema, table)
  const columns = columnsInOrder(row, find('column', schema, table))
  const parents = listValue(row.parents)
  return [
    `${createTable(row, columns, find)};`,
    ...(row.partitionBound
      ? [`ALTER TABLE ${parents[0]} ATTACH PARTITION ${name} ${row.partitionBound};`]
      : columns.flatMap((column) => inheritedSettings(column, find))),
    ...columns.flatMap(columnSettings),
    ...replicaIdentity(row, name),
    ...(isTrue(row, 'rowSecurity') ? [`ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY;`] : []),
    ...(isTrue(row, 'forceRowSecurity') ? [`ALTER TABLE ${name} FORCE ROW LEVEL SECURITY;`] : []),
  ].join('\n')
}

function columnsInOrder(row: Row, columns: readonly Row[]): Row[] {
  const order = listValue(row.columnOrder)
  const placeOf = (column: Row) => order.indexOf(text(column, 'name'))
  return [...columns].sort((a, b) => placeOf(a) - placeOf(b))
}

/** A partition is made as a table of its own and attached, so that its columns keep their order. */
function createTable(row: Row, columns: readonly Row[], find: FindRows): string {
  const parents = row.partitionBound ? [] : listValue(row.parents)
  const own = parents.length > 0 ? columns.filter((column) => isTrue(column, 'isLocal')) : columns
  const definitions = own
    .map((column) => `\n  ${columnDefinition(column, find, Boolean(row.typeOf))}`)
    .join(',')
  const options = listValue(row.options)
  return [
    `CREATE ${text(row, 'persistence') === 'unlogged' ? 'UNLOGGED ' : ''}TABLE ${qualifiedName(text(row, 'schema'), text(row, 'name'))}`,
    row.typeOf ? ` OF ${row.typeOf}` : '',
    row.typeOf && definitions === '' ? '' : ` (${definitions}${definitions === '' ? '' : '\n'})`,
    parents.length > 0 ? ` INHERITS (${parents.join(', ')})` : '',
    row.partitionKey ? ` PARTITION BY ${row.partitionKey}` : '',
    row.accessMethod && row.accessMethod !== 'heap' ? ` USING ${quoteName(row.accessMethod)}` : '',
    options.length > 0 ? ` WITH (${options.join(', ')})` : '',
    row.tablespace ? ` TABLESPACE ${quoteName(row.tablespace)}` : '',
  ].join('')
}

function replicaIdentity(row: Row, name: string): string[] {
  const identity = text(row, 'replicaIdentity')
  if (identity === 'default') return []
  const word = row.replicaIndex ? `USING INDEX ${quoteName(row.replicaIndex)}` : identity.toUpperCase()
  return [`ALTER TABLE ${name} REPLICA IDENTITY ${word};`]
}
