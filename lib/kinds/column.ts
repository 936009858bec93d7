import type { Change, Judgement, Kind } from '../objects/kind'
import { neededObjects } from '../objects/needed-objects'
import { isTrue, type Row, text } from '../objects/row'
import { qualifiedName, quoteName, quoteText } from '../sql/display'
import { deparsed, isUserMade, isUserSchema, options, relationKind } from '../sql/fragments'
import { columnType } from '../sql/names'
import { neededType, needsType } from '../sql/needs'
import { collationName, storageParameters } from '../sql/relations'
import { sql } from '../sql/sql'

import { columnDefinition, columnSettings } from './column-definition'
import { typeChangeHazards } from './type-change'

/**
 * Columns of tables and foreign tables; those of a view belong to its query.
 * `expression` is the default, or what a generated column is computed from: a plain default reads no column, so it
 * is deparsed without opening the table.
 */
export const column: Kind = {
  name: 'column',
  label: { one: 'column', many: 'columns' },
  address: ['schema', 'table', 'name'],
  fields: [
    {
      name: 'type',
      label: 'Type',
      severity: 'high',
      statement: (type) => `CREATE TABLE t (c ${type})`,
    },
    { name: 'collation', label: 'Collation', severity: 'medium', hazards: ['rewritesTable'] },
    { name: 'notNull', label: 'Not null', text: 'yesNo', severity: 'high' },
    {
      name: 'expression',
      label: 'Default or expression',
      text: 'expression',
      severity: 'medium',
      equal: (source, target, _servers, rows) =>
        withoutOwnSequence(source, rows.source) === withoutOwnSequence(target, rows.target),
    },
    { name: 'generated', label: 'Generated', severity: 'high', hazards: ['rewritesTable'] },
    { name: 'identity', label: 'Identity', severity: 'high' },
    { name: 'storage', label: 'Storage', severity: 'low' },
    { name: 'compression', label: 'Compression', severity: 'low' },
    { name: 'statisticsTarget', label: 'Statistics target', severity: 'low' },
    { name: 'options', label: 'Options', text: 'list', severity: 'low' },
    { name: 'foreignOptions', label: 'Foreign-data options', text: 'list', severity: 'medium' },
  ],
  details: ['refusesNewNulls', 'tableKind', 'isLocal', 'inheritedFrom', 'needs', 'ownSequence'],
  deparses: true,
  query: ({ major, busy }) => sql`
    select n.nspname as schema, c.relname as table, a.attname as name,
      ${columnType(sql`a`)} as type,
      case when a.attcollation <> t.typcollation then ${collationName(sql`a.attcollation`)} end as collation,
      ${major >= 18 ? sql`a.attnotnull and (a.attrelid, a.attnum) not in (${NOT_VALID})` : sql`a.attnotnull`} as "notNull",
      case when a.atthasdef and a.attgenerated = '' then pg_get_expr(d.adbin, 0)
        when a.atthasdef then ${deparsed(sql`pg_get_expr(d.adbin, d.adrelid)`, [sql`c.oid`, sql`d.oid`], busy)} end as expression,
      case a.attgenerated when 's' then 'stored' when 'v' then 'virtual' end as generated,
      ${major >= 17 ? sql`case when not c.relispartition then ${IDENTITY} end` : IDENTITY} as identity,
      case when a.attstorage <> t.typstorage then
        case a.attstorage when 'p' then 'plain' when 'e' then 'external' when 'm' then 'main' else 'extended' end
        end as storage,
      case a.attcompression when 'p' then 'pglz' when 'l' then 'lz4' end as compression,
      case when coalesce(a.attstattarget, -1) >= 0 then a.attstattarget end as "statisticsTarget",
      case when a.attoptions is not null then ${storageParameters(sql`a.attoptions`)} end as options,
      case when a.attfdwoptions is not null then ${options(sql`a.attfdwoptions`)} end as "foreignOptions",
      ${major >= 18 ? sql`case when (a.attrelid, a.attnum) in (${NOT_VALID}) then true end` : sql`null`} as "refusesNewNulls",
      a.attislocal as "isLocal",
      ${relationKind(sql`c`)} as "tableKind",
      case when a.attinhcount > 0 then case when whole.columns is not null
        then whole.columns || to_json(a.attname) || ']]'
        else ${INHERITED_FROM} end end as "inheritedFrom",
      case when a.attgenerated <> '' then ${GENERATED_NEEDS} when a.atttypid >= 16384 then ${needsType(sql`a.atttypid`)} end as needs,
      case when a.atthasdef and a.attgenerated = '' and a.atttypid in (20, 21, 23)
        and (a.attrelid, a.attnum) in (${COLUMNS_WITH_SEQUENCES}) then ${OWN_SEQUENCE} end as "ownSequence"
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid
    join pg_namespace n on n.oid = c.relnamespace
    join pg_type t on t.oid = a.atttypid
    left join pg_attrdef d on a.atthasdef and d.adrelid = a.attrelid and d.adnum = a.attnum
    left join (${WHOLES}) whole on c.relispartition and whole.part = c.oid
    where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'f')
      and ${isUserMade(sql`c.oid`, sql`pg_class`)} and ${isUserSchema(sql`n`)}`,
  parent: (row) => ({ kind: text(row, 'tableKind'), address: [text(row, 'schema'), text(row, 'table')] }),
  requires: neededObjects,
  follows: (row) => neededObjects({ needs: row.inheritedFrom ?? null }),
  missing: 'high',
  extra: 'medium',
  likeness: {
    of: (row) =>
      JSON.stringify([row.schema, row.table, ...column.fields.map(({ name }) => row[name] ?? null)]),
    nameOf: (row) => quoteName(text(row, 'name')),
    words: 'is the same but for its name',
  },
  judge,
  ddl: (row, find) =>
    [
      `ALTER TABLE ${qualifiedName(text(row, 'schema'), text(row, 'table'))} ADD COLUMN ${columnDefinition(row, find)};`,
      ...columnSettings(row),
    ].join('\n'),
}

/** From 17 on a partition's column shows the identity of the partitioned table's, whose part it is. */
const IDENTITY = sql`case a.attidentity when 'a' then 'always' when 'd' then 'by default' end`

/**
 * What partitions are parts of: each is of one table, and has all columns of that. Inherited tables and parts of indexes are
 * in it too, as a condition that leaves them out would make the planner take partitions for few and join them one by one.
 * `columns` begins the list of one column of the whole, whose name is all that follows.
 */
const WHOLES = sql`select i.inhrelid as part, '[["column", ' || to_json(pn.nspname) || ', ' || to_json(p.relname) || ', ' as columns
  from pg_inherits i
  join pg_class p on p.oid = i.inhparent
  join pg_namespace pn on pn.oid = p.relnamespace offset 0`

/** The columns of parents and partitioned tables that a column continues. */
const INHERITED_FROM = sql`(select jsonb_agg(jsonb_build_array('column', pn.nspname, p.relname, a.attname) order by i.inhseqno)::text
  from pg_inherits i
  join pg_class p on p.oid = i.inhparent
  join pg_namespace pn on pn.oid = p.relnamespace
  where i.inhrelid = c.oid and exists (select from pg_attribute above
    where above.attrelid = i.inhparent and above.attname = a.attname and not above.attisdropped))`

/** What a generated column needs: its type, where users or an extension made it, and the columns it is computed from. */
const GENERATED_NEEDS = sql`(select json_agg(need.object order by need.object::text)::text from (
    select ${neededType(sql`a.atttypid`)} where a.atttypid >= 16384
    union all
    select distinct on (base.attnum) json_build_array('column', n.nspname, c.relname, base.attname)
    from pg_depend dependency
    join pg_attribute base on base.attrelid = c.oid and base.attnum = dependency.refobjsubid
    where dependency.refclassid = 'pg_class'::regclass and dependency.refobjid = c.oid
      and dependency.refobjsubid <> a.attnum
      and (dependency.classid, dependency.objid, dependency.objsubid)
        in (('pg_class'::regclass, c.oid, a.attnum), ('pg_attrdef'::regclass, d.oid, 0))) need(object))`

/** The columns that own a sequence: far fewer than columns with a default, and found once. */
const COLUMNS_WITH_SEQUENCES = sql`select link.refobjid, link.refobjsubid from pg_class owned
  join pg_depend link on link.classid = 'pg_class'::regclass and link.objid = owned.oid and link.deptype = 'a'
    and link.refclassid = 'pg_class'::regclass
  where owned.relkind = 'S'`

/** Columns whose NOT NULL does not hold for the rows that were there before it; since 18, and rare. */
const NOT_VALID = sql`select conrelid, conkey[1] from pg_constraint where contype = 'n' and not convalidated`

/** The sequence of a serial column, which is smallint, integer or bigint, as its default names it. */
const OWN_SEQUENCE = sql`(select owned.oid::regclass::text from pg_depend link join pg_class owned on owned.oid = link.objid
  where link.classid = 'pg_class'::regclass and owned.relkind = 'S' and link.deptype = 'a'
    and link.refclassid = 'pg_class'::regclass and link.refobjid = a.attrelid and link.refobjsubid = a.attnum limit 1)`

/** A default without the name of the column's own sequence: another name there is a difference of the sequence. */
function withoutOwnSequence(expression: string | null, row: Row): string | null {
  if (!row.ownSequence) return expression
  return expression?.replace(`${quoteText(row.ownSequence)}::regclass`, '?') ?? null
}

function judge({ source, target, fields }: Change): Judgement {
  if (!source) return { hazards: ['deletesData'] }
  if (!target) {
    const meaning = 'Whatever reads or writes the column fails here.'
    const isUnfilled = isTrue(source, 'notNull') && !source.expression && !source.identity
    return isUnfilled ? { hazards: ['blocksWrites'], meaning } : { meaning }
  }
  const becomesNotNull = fields.includes('notNull') && isTrue(source, 'notNull')
  return {
    hazards: [
      ...(isComputedOtherwise(source, target, fields) && target.generated === 'stored'
        ? (['rewritesTable'] as const)
        : []),
      ...(fields.includes('type') ? typeChangeHazards(text(target, 'type'), text(source, 'type')) : []),
      ...(becomesNotNull ? (['blocksWrites'] as const) : []),
    ],
    ...meaningOf(source, target, fields),
  }
}

/** Unlike another default, another expression of a generated column changes the values of all rows. */
function isComputedOtherwise(source: Row, target: Row, fields: readonly string[]): boolean {
  return fields.includes('expression') && Boolean(source.generated && target.generated)
}

function meaningOf(source: Row, target: Row, fields: readonly string[]): Judgement {
  if (fields.includes('type')) {
    return { meaning: `Values are ${text(target, 'type')} here and ${text(source, 'type')} in the source.` }
  }
  if (isComputedOtherwise(source, target, fields)) {
    return { severity: 'high', meaning: 'Values are computed in another way here.' }
  }
  if (!fields.includes('notNull')) return {}
  const unchecked = [source, target].find((row) => isTrue(row, 'refusesNewNulls'))
  if (unchecked) {
    const where = unchecked === source ? 'in the source' : 'here'
    const meaning = `Both sides refuse nulls, but rows from before may hold some ${where}.`
    return fields.length === 1 ? { severity: 'medium', meaning } : { meaning }
  }
  return isTrue(source, 'notNull')
    ? { meaning: 'Nulls, which the source refuses, can be stored here.' }
    : { meaning: 'Nulls, which the source accepts, are refused here.' }
}
