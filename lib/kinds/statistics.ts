import type { Kind } from '../objects/kind'
import { listValue } from '../objects/list-value'
import { neededObjects } from '../objects/needed-objects'
import { type Row, text } from '../objects/row'
import { qualifiedName, quoteName } from '../sql/display'
import { deparsed, isUserMade, isUserSchema, relationKind, roleName } from '../sql/fragments'
import { needs } from '../sql/needs'
import { extensionOf } from '../sql/relations'
import { sql } from '../sql/sql'
import { requiredOfTable, tableName } from './constraint-parts'

/** Extended statistics. The order of their columns and kinds means nothing. */
export const statistics: Kind = {
  name: 'statistics',
  label: { one: 'extended statistics', many: 'extended statistics' },
  address: ['schema', 'name'],
  fields: [
    { name: 'columns', label: 'Columns', text: 'list', severity: 'low' },
    {
      name: 'expressions',
      label: 'Expressions',
      text: 'list',
      severity: 'low',
      statement: (expressions) => `SELECT ${listValue(expressions).join(', ')}`,
    },
    { name: 'kinds', label: 'Kinds', text: 'list', severity: 'low' },
    { name: 'target', label: 'Statistics target', severity: 'low' },
    { name: 'owner', label: 'Owner', severity: 'low', role: 'owner' },
  ],
  details: ['tableSchema', 'table', 'tableKind', 'extension', 'needs'],
  deparses: true,
  isPresent: sql`exists (select from pg_statistic_ext)`,
  query: ({ busy }) => sql`
    select n.nspname as schema, s.stxname as name,
      (select json_agg(a.attname order by a.attname collate "C")::text from pg_attribute a
        where a.attrelid = s.stxrelid and a.attnum = any (s.stxkeys)) as columns,
      case when s.stxexprs is not null then ${deparsed(
        sql`(select json_agg(expression order by expression collate "C")::text
          from unnest(pg_get_statisticsobjdef_expressions(s.oid)) expression)`,
        [sql`t.oid`, sql`s.oid`],
        busy,
      )} end as expressions,
      (select json_agg(kind order by kind)::text from (
        select case letter when 'd' then 'ndistinct' when 'f' then 'dependencies' when 'm' then 'mcv' end as kind
        from unnest(s.stxkind) letter where letter <> 'e') named) as kinds,
      case when s.stxstattarget >= 0 then s.stxstattarget end as target,
      ${roleName(sql`s.stxowner`)} as owner,
      tn.nspname as "tableSchema", t.relname as table, ${relationKind(sql`t`)} as "tableKind",
      ${extensionOf(sql`t`)} as extension, ${needs(sql`pg_statistic_ext`, sql`s.oid`)} as needs
    from pg_statistic_ext s
    join pg_namespace n on n.oid = s.stxnamespace
    join pg_class t on t.oid = s.stxrelid
    join pg_namespace tn on tn.oid = t.relnamespace
    where ${isUserMade(sql`s.oid`, sql`pg_statistic_ext`)} and ${isUserSchema(sql`n`)}`,
  parent: (row) => ({
    kind: text(row, 'tableKind'),
    address: [text(row, 'tableSchema'), text(row, 'table')],
  }),
  requires: (row) => [...requiredOfTable(onTable(row), 'columns'), ...neededObjects(row)],
  pairsByDefinition: true,
  missing: 'low',
  extra: 'low',
  ddl,
}

/** The row as if it were addressed by its table, as constraints are. */
function onTable(row: Row): Row {
  return { ...row, schema: row.tableSchema ?? null }
}

function ddl(row: Row): string {
  const name = qualifiedName(text(row, 'schema'), text(row, 'name'))
  const kinds = listValue(row.kinds)
  const parts = [
    ...listValue(row.columns).map(quoteName),
    ...listValue(row.expressions).map((part) => `(${part})`),
  ]
  const create = `CREATE STATISTICS ${name}${kinds.length > 0 ? ` (${kinds.join(', ')})` : ''} ON ${parts.join(', ')} FROM ${tableName(onTable(row))};`
  return row.target ? `${create}\nALTER STATISTICS ${name} SET STATISTICS ${row.target};` : create
}
