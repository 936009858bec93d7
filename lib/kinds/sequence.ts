import type { ObjectRef } from '../objects/address'
import type { Followed, Kind } from '../objects/kind'
import { isTrue, type Row, text } from '../objects/row'
import { qualifiedName } from '../sql/display'
import { isUserMade, isUserSchema, relationKind, roleName } from '../sql/fragments'
import { shownName, shownQualified } from '../sql/names'
import { sql } from '../sql/sql'

/**
 * Sequences, those of serial and identity columns included. How far one has counted is data and never read. The server
 * names the sequence of an identity column, and nothing but that column needs the name.
 */
export const sequence: Kind = {
  name: 'sequence',
  label: { one: 'sequence', many: 'sequences' },
  address: ['schema', 'name'],
  fields: [
    { name: 'type', label: 'Type', severity: 'medium' },
    { name: 'start', label: 'Start', severity: 'low' },
    { name: 'increment', label: 'Increment', severity: 'high' },
    { name: 'minimum', label: 'Minimum', severity: 'medium' },
    { name: 'maximum', label: 'Maximum', severity: 'medium' },
    { name: 'cache', label: 'Cache', severity: 'low' },
    { name: 'cycles', label: 'Cycles', text: 'yesNo', severity: 'high' },
    { name: 'ownedBy', label: 'Owned by', severity: 'medium' },
    { name: 'isIdentity', label: 'Of an identity column', text: 'yesNo', severity: 'medium' },
    {
      name: 'persistence',
      label: 'Persistence',
      severity: 'low',
      // Until 14 every sequence was permanent, that of an unlogged table included.
      equal: (_source, _target, servers) => Math.min(servers.source.major, servers.target.major) < 15,
    },
    { name: 'owner', label: 'Owner', severity: 'low', role: 'owner' },
  ],
  details: ['tableSchema', 'table', 'tableKind', 'column'],
  query: () => sql`
    select n.nspname as schema, c.relname as name, format_type(s.seqtypid, null) as type,
      s.seqstart as start, s.seqincrement as increment, s.seqmin as minimum, s.seqmax as maximum,
      s.seqcache as cache, s.seqcycle as cycles,
      case when t.oid is not null then
        ${shownQualified(sql`tn.nspname`, sql`t.relname`)} || '.' || ${shownName(sql`a.attname`)} end as "ownedBy",
      coalesce(d.deptype = 'i', false) as "isIdentity",
      case c.relpersistence when 'u' then 'unlogged' else 'permanent' end as persistence,
      ${roleName(sql`c.relowner`)} as owner,
      tn.nspname as "tableSchema", t.relname as table, ${relationKind(sql`t`)} as "tableKind", a.attname as column
    from pg_sequence s
    join pg_class c on c.oid = s.seqrelid
    join pg_namespace n on n.oid = c.relnamespace
    left join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = c.oid and d.objsubid = 0
      and d.refclassid = 'pg_class'::regclass and d.refobjsubid > 0 and d.deptype in ('a', 'i')
    left join pg_class t on t.oid = d.refobjid
    left join pg_namespace tn on tn.oid = t.relnamespace
    left join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
    where ${isUserMade(sql`c.oid`, sql`pg_class`)} and ${isUserSchema(sql`n`)}`,
  parent,
  requires: (row) => (row.column ? [columnOf(row)] : []),
  follows,
  slot: (row) => (row.column ? `${row.column} ${row.isIdentity}` : undefined),
  isUnnamed: (row) => isTrue(row, 'isIdentity'),
  missing: 'high',
  extra: 'low',
  judge: ({ source, target }) =>
    source && !target ? { meaning: 'Whatever draws a number from it fails here.' } : {},
  ddl,
}

/** The table of an identity or serial column; a sequence of its own belongs to its schema. */
function parent(row: Row): ObjectRef {
  if (!row.table) return { kind: 'schema', address: [text(row, 'schema')] }
  return { kind: text(row, 'tableKind'), address: [text(row, 'tableSchema'), row.table] }
}

/** Postgres keeps owner and persistence of an owned sequence the same as its table's. */
function follows(row: Row): Followed[] {
  if (!row.table) return []
  const ofIdentity = isTrue(row, 'isIdentity') ? [{ ...columnOf(row), field: 'identity' }] : []
  return [...ofIdentity, parent(row)]
}

function columnOf(row: Row): ObjectRef {
  return { kind: 'column', address: [text(row, 'tableSchema'), text(row, 'table'), text(row, 'column')] }
}

function ddl(row: Row): string {
  const name = qualifiedName(text(row, 'schema'), text(row, 'name'))
  const settings = sequenceSettings(row).join(' ')
  if (isTrue(row, 'isIdentity')) return `ALTER SEQUENCE ${name} ${settings};`
  const unlogged = text(row, 'persistence') === 'unlogged' ? 'UNLOGGED ' : ''
  const owned = row.table
    ? qualifiedName(text(row, 'tableSchema'), row.table, text(row, 'column'))
    : undefined
  return [
    `CREATE ${unlogged}SEQUENCE ${name} ${settings};`,
    ...(owned ? [`ALTER SEQUENCE ${name} OWNED BY ${owned};`] : []),
  ].join('\n')
}

/** The clauses that set a sequence up, as CREATE SEQUENCE, ALTER SEQUENCE and AS IDENTITY take them. */
export function sequenceSettings(row: Row): string[] {
  return [
    `AS ${text(row, 'type')}`,
    `START WITH ${text(row, 'start')}`,
    `INCREMENT BY ${text(row, 'increment')}`,
    `MINVALUE ${text(row, 'minimum')}`,
    `MAXVALUE ${text(row, 'maximum')}`,
    `CACHE ${text(row, 'cache')}`,
    isTrue(row, 'cycles') ? 'CYCLE' : 'NO CYCLE',
  ]
}
