import type { ObjectRef } from '../objects/address'
import type { Attached, Change, Judgement, Kind, Servers } from '../objects/kind'
import { listValue } from '../objects/list-value'
import { neededObjects } from '../objects/needed-objects'
import { isTrue, type Row, text } from '../objects/row'
import { qualifiedName, quoteName } from '../sql/display'
import { isUserSchema, relationKind } from '../sql/fragments'
import { INCLUDED_COLUMNS, INDEXED_COLUMNS, IS_PLAIN_PART, indexKeys, indexPredicate } from '../sql/indexes'
import { needsOfPart } from '../sql/needs'
import { extensionOf, storageParameters } from '../sql/relations'
import { sql } from '../sql/sql'
import {
  attachedWith,
  clusterStatements,
  judgeCounterpart,
  nameList,
  plainColumns,
  requiredOfIndex,
  tableName,
  tableOf,
  uniquenessOf,
} from './constraint-parts'

/**
 * Indexes that no constraint owns. The parts that an index of a partitioned table makes on its partitions belong to it
 * and are listed only where they have something of their own.
 */
export const index: Kind = {
  name: 'index',
  label: { one: 'index', many: 'indexes' },
  address: ['schema', 'table', 'name'],
  fields: [
    { name: 'isUnique', label: 'Unique', text: 'yesNo', severity: 'high' },
    { name: 'method', label: 'Method', severity: 'medium' },
    {
      name: 'keys',
      label: 'Key',
      text: 'list',
      severity: 'medium',
      statement: (keys) => `CREATE INDEX ON t (${listValue(keys).join(', ')})`,
    },
    { name: 'included', label: 'Included columns', text: 'list', severity: 'low' },
    { name: 'predicate', label: 'Predicate', text: 'expression', severity: 'medium' },
    { name: 'nullsNotDistinct', label: 'Nulls not distinct', text: 'yesNo', severity: 'high' },
    { name: 'isValid', label: 'Valid', text: 'yesNo', severity: 'high' },
    { name: 'isClustered', label: 'Clustered on', text: 'yesNo', severity: 'low' },
    { name: 'isPart', label: 'Part of a partitioned index', text: 'yesNo', severity: 'low' },
    { name: 'options', label: 'Storage parameters', text: 'list', severity: 'low' },
    { name: 'tablespace', label: 'Tablespace', severity: 'low' },
    { name: 'statistics', label: 'Statistics targets', text: 'list', severity: 'low' },
  ],
  details: ['tableKind', 'extension', 'columns', 'whole', 'needs'],
  deparses: true,
  query: ({ major, busy }) => sql`
    select n.nspname as schema, t.relname as table, c.relname as name,
      i.indisunique as "isUnique", am.amname as method,
      ${indexKeys(busy)} as keys,
      ${INCLUDED_COLUMNS} as included, ${indexPredicate(busy)} as predicate,
      ${major >= 15 ? sql`i.indnullsnotdistinct` : sql`false`} as "nullsNotDistinct",
      i.indisvalid as "isValid", i.indisclustered as "isClustered", c.relispartition as "isPart",
      case when c.reloptions is not null then ${storageParameters(sql`c.reloptions`)} end as options,
      ts.spcname as tablespace,
      -- Only expressions have statistics of their own.
      case when i.indexprs is not null then
        (select json_agg(a.attnum || ': ' || a.attstattarget order by a.attnum)::text from pg_attribute a
         where a.attrelid = c.oid and a.attstattarget >= 0) end as statistics,
      ${relationKind(sql`t`)} as "tableKind", ${extensionOf(sql`t`)} as extension, ${INDEXED_COLUMNS} as columns,
      case when c.relispartition then
        (select json_build_array(wn.nspname, wt.relname, w.relname)::text from pg_inherits part
          join pg_class w on w.oid = part.inhparent
          join pg_namespace wn on wn.oid = w.relnamespace
          join pg_index wi on wi.indexrelid = w.oid
          join pg_class wt on wt.oid = wi.indrelid
          where part.inhrelid = c.oid) end as whole,
      case when i.indexprs is not null or i.indpred is not null or not ${hasBuiltInClasses()} then
        ${needsOfPart(sql`pg_class`, sql`c.oid`)} end as needs
    from pg_index i
    join pg_class c on c.oid = i.indexrelid
    join pg_class t on t.oid = i.indrelid
    join pg_namespace n on n.oid = c.relnamespace
    join pg_am am on am.oid = c.relam
    left join pg_tablespace ts on ts.oid = c.reltablespace
    where t.relkind in ('r', 'p', 'm') and c.oid >= 16384 and ${isUserSchema(sql`n`)}
      and c.oid not in (select k.conindid from pg_constraint k where k.contype in ('p', 'u', 'x'))
      and not ${IS_PLAIN_PART}`,
  parent: tableOf,
  requires,
  follows: attachedWith,
  pairsByDefinition: true,
  counterpart,
  missing: 'medium',
  extra: 'low',
  judge,
  ddl,
}

const DUPLICATES = 'Duplicates that the source refuses can be stored here.'
const OTHER_DUPLICATES = 'Other duplicates are refused here than in the source.'

/** Nothing but a unique constraint could say what a unique index on columns does. */
function counterpart(row: Row): string | undefined {
  const columns = plainColumns(listValue(row.keys))
  const isWhole = isTrue(row, 'isUnique') && isTrue(row, 'isValid') && !row.predicate
  return columns && isWhole ? uniquenessOf(row, columns) : undefined
}

function judge(
  { source, target, fields }: Change,
  _servers: Servers,
  attached: readonly Attached[] = [],
): Judgement {
  const ofCounterpart = judgeCounterpart(attached, 'index', !target)
  if (ofCounterpart) return ofCounterpart
  if (source && target) return judgeChanged(source, target, fields)
  const only = (source ?? target) as Row
  if (isTrue(only, 'isPart')) return judgePart(source)
  const isUnique = isTrue(only, 'isUnique')
  if (!target) {
    return { hazards: ['blocksWrites'], ...(isUnique ? { severity: 'high', meaning: DUPLICATES } : {}) }
  }
  return isUnique
    ? { severity: 'medium', meaning: 'Duplicates that the source accepts are refused here.' }
    : {}
}

/** To build an index anew blocks writes, unless it is built concurrently. */
function judgeChanged(source: Row, target: Row, fields: readonly string[]): Judgement {
  const isRebuilt = fields.some((field) => REBUILDING.has(field))
  const isOtherRule = isTrue(source, 'isUnique') && fields.some((field) => UNIQUENESS.has(field))
  return {
    hazards: isRebuilt ? ['blocksWrites'] : [],
    ...(isOtherRule ? { severity: 'high', meaning: OTHER_DUPLICATES } : {}),
    ...(fields.includes('isUnique') && isTrue(source, 'isUnique') ? { meaning: DUPLICATES } : {}),
    ...(fields.includes('isValid') && !isTrue(target, 'isValid') ? { meaning: UNFINISHED } : {}),
  }
}

const REBUILDING = new Set([
  'isUnique',
  'method',
  'keys',
  'included',
  'predicate',
  'nullsNotDistinct',
  'isValid',
])

/** What decides which rows a unique index takes for duplicates. */
const UNIQUENESS = new Set(['keys', 'predicate', 'nullsNotDistinct'])

const UNFINISHED = 'The index is unfinished here: no query uses it.'

/** A part is listed for what it has of its own. */
function judgePart(source: Row | undefined): Judgement {
  const where = source ? 'In the source' : 'Here'
  return { meaning: `${where} this partition's part of an index has settings of its own.` }
}

/** Whether index `i` uses operator classes of Postgres itself only; those need nothing else to exist. */
function hasBuiltInClasses() {
  return sql`16384 > all (i.indclass)`
}

function requires(row: Row): ObjectRef[] {
  const whole = listValue(row.whole)
  return [
    ...(whole.length > 0 ? [{ kind: 'index', address: whole }] : []),
    ...requiredOfIndex(row, 'keys'),
    ...neededObjects(row),
  ]
}

function ddl(row: Row): string {
  const unique = isTrue(row, 'isUnique') ? 'UNIQUE ' : ''
  const included = listValue(row.included)
  const options = listValue(row.options)
  const create = [
    `CREATE ${unique}INDEX ${quoteName(text(row, 'name'))} ON ${tableName(row)}`,
    `USING ${quoteName(text(row, 'method'))} (${listValue(row.keys).join(', ')})`,
    ...(included.length > 0 ? [`INCLUDE ${nameList(included)}`] : []),
    ...(isTrue(row, 'nullsNotDistinct') ? ['NULLS NOT DISTINCT'] : []),
    ...(options.length > 0 ? [`WITH (${options.join(', ')})`] : []),
    ...(row.tablespace ? [`TABLESPACE ${quoteName(row.tablespace)}`] : []),
    ...(row.predicate ? [`WHERE ${row.predicate}`] : []),
  ].join(' ')
  const name = qualifiedName(text(row, 'schema'), text(row, 'name'))
  const targets = listValue(row.statistics).map((statistic) => {
    const [number, target] = statistic.split(': ')
    return `ALTER INDEX ${name} ALTER COLUMN ${number} SET STATISTICS ${target};`
  })
  return [`${create};`, ...attachStatement(row, name), ...targets, ...clusterStatements(row)].join('\n')
}

function attachStatement(row: Row, name: string): string[] {
  const [schema, , whole] = listValue(row.whole)
  if (schema === undefined || whole === undefined) return []
  return [`ALTER INDEX ${qualifiedName(schema, whole)} ATTACH PARTITION ${name};`]
}
