import { commonOrder } from '../objects/common-order'
import type { Attached, Change, FindRows, Judgement, Kind, Servers } from '../objects/kind'
import { listValue } from '../objects/list-value'
import { neededObjects } from '../objects/needed-objects'
import { isTrue, type Row, text } from '../objects/row'
import { qualifiedName, quoteName } from '../sql/display'
import { deparsed, isUserMade, isUserSchema, relationKind, roleName } from '../sql/fragments'
import { shownQualified } from '../sql/names'
import { shownOptions } from '../sql/secrets'
import { sql } from '../sql/sql'
import { columnDefinition, columnSettings, inheritedSettings } from './column-definition'
import { optionsClause } from './option-list'
import { isSameBound } from './partition-bound'
import { openedBy } from './privileges'

/** Foreign tables; their columns and checks are objects of their own. They have no row-level security. */
export const foreignTable: Kind = {
  name: 'foreign-table',
  label: { one: 'foreign table', many: 'foreign tables' },
  address: ['schema', 'name'],
  fields: [
    { name: 'server', label: 'Server', severity: 'high' },
    { name: 'options', label: 'Options', text: 'list', severity: 'high', conceals: true },
    { name: 'parents', label: 'Inherits from', text: 'list', severity: 'high' },
    { name: 'partitionBound', label: 'Partition bound', severity: 'high', equal: isSameBound },
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
  details: ['needs'],
  deparses: true,
  isPresent: sql`exists (select from pg_foreign_table)`,
  query: ({ busy }) => sql`
    select n.nspname as schema, c.relname as name, s.srvname as server, ${shownOptions(sql`f.ftoptions`)} as options,
      parent.names as parents,
      case when c.relispartition then ${deparsed(sql`pg_get_expr(c.relpartbound, c.oid)`, [sql`c.oid`], busy)} end
        as "partitionBound",
      ${roleName(sql`c.relowner`)} as owner,
      (select json_agg(a.attname order by a.attnum)::text from pg_attribute a
       where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as "columnOrder",
      (coalesce(parent.needs, '[]') || jsonb_build_array(jsonb_build_array('foreign-server', s.srvname)))::text as needs
    from pg_foreign_table f
    join pg_foreign_server s on s.oid = f.ftserver
    join pg_class c on c.oid = f.ftrelid
    join pg_namespace n on n.oid = c.relnamespace
    cross join lateral (
      select json_agg(${shownQualified(sql`pn.nspname`, sql`p.relname`)} order by i.inhseqno)::text as names,
        jsonb_agg(jsonb_build_array(${relationKind(sql`p`)}, pn.nspname, p.relname) order by i.inhseqno) as needs
      from pg_inherits i
      join pg_class p on p.oid = i.inhparent
      join pg_namespace pn on pn.oid = p.relnamespace
      where i.inhrelid = c.oid) parent
    where ${isUserMade(sql`c.oid`, sql`pg_class`)} and ${isUserSchema(sql`n`)}`,
  parent: (row) => ({ kind: 'schema', address: [text(row, 'schema')] }),
  requires: neededObjects,
  missing: 'high',
  extra: 'medium',
  judge,
  ddl,
}

function judge({ source, target }: Change, _servers: Servers, attached: readonly Attached[] = []): Judgement {
  if (!target) return { meaning: 'Whatever reads or writes the foreign table fails here.' }
  const opened = source ? undefined : openedBy(attached)
  return opened
    ? { severity: 'critical', meaning: `${opened}: a foreign table has no row-level security.` }
    : {}
}

function ddl(row: Row, find: FindRows): string {
  const [schema, table] = [text(row, 'schema'), text(row, 'name')]
  const order = listValue(row.columnOrder)
  const placeOf = (column: Row) => order.indexOf(text(column, 'name'))
  const columns = [...find('column', schema, table)].sort((a, b) => placeOf(a) - placeOf(b))
  const parents = row.partitionBound ? [] : listValue(row.parents)
  const own = parents.length > 0 ? columns.filter((column) => isTrue(column, 'isLocal')) : columns
  const name = qualifiedName(schema, table)
  const definitions = own.map((column) => `\n  ${columnDefinition(column, find)}`).join(',')
  const inherits = parents.length > 0 ? ` INHERITS (${parents.join(', ')})` : ''
  const [root] = listValue(row.parents)
  return [
    `CREATE FOREIGN TABLE ${name} (${definitions}\n)${inherits}\n  SERVER ${quoteName(text(row, 'server'))}${optionsClause(row.options)};`,
    ...(row.partitionBound
      ? [`ALTER TABLE ${root} ATTACH PARTITION ${name} ${row.partitionBound};`]
      : columns.flatMap((column) => inheritedSettings(column, find))),
    ...columns.flatMap(columnSettings),
  ].join('\n')
}
