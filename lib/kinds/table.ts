import { commonOrder } from '../objects/common-order'
import type { Change, Judgement, Kind } from '../objects/kind'
import { listValue } from '../objects/list-value'
import { isTrue, type Row, text } from '../objects/row'
import { qualifiedName, quoteName } from '../sql/display'
import { deparsed, isUserMade, isUserSchema, options, roleName } from '../sql/fragments'
import { sql } from '../sql/sql'

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
      text: 'expression',
      severity: 'high',
      hazards: ['rewritesTable'],
    },
    { name: 'parents', label: 'Inherits from', text: 'list', severity: 'high' },
    { name: 'partitionBound', label: 'Partition bound', severity: 'high' },
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
  deparses: true,
  query: ({ busy }) => sql`
    select n.nspname as schema, c.relname as name,
      c.relrowsecurity as "rowSecurity", c.relforcerowsecurity as "forceRowSecurity",
      case c.relpersistence when 'p' then 'permanent' when 'u' then 'unlogged' else 'temporary' end as persistence,
      case when c.relkind = 'p' then ${deparsed(sql`pg_get_partkeydef(c.oid)`, [sql`c.oid`], busy)} end as "partitionKey",
      case when c.relispartition or c.relhassubclass or c.relkind = 'r' then
        (select json_agg(i.inhparent::regclass::text order by i.inhseqno)::text from pg_inherits i where i.inhrelid = c.oid)
        end as parents,
      case when c.relispartition then ${deparsed(sql`pg_get_expr(c.relpartbound, c.oid)`, [sql`c.oid`], busy)} end
        as "partitionBound",
      case when c.reloftype <> 0 then format_type(c.reloftype, null) end as "typeOf",
      am.amname as "accessMethod", ts.spcname as tablespace,
      case c.relreplident when 'd' then 'default' when 'f' then 'full' when 'n' then 'nothing' else
        (select 'index ' || ic.relname from pg_index i join pg_class ic on ic.oid = i.indexrelid
         where i.indrelid = c.oid and i.indisreplident) end as "replicaIdentity",
      case when c.reloptions is not null then ${options(sql`c.reloptions`)} end as options,
      ${roleName(sql`c.relowner`)} as owner,
      (select json_agg(a.attname order by a.attnum)::text from pg_attribute a
       where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as "columnOrder"
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    left join pg_am am on am.oid = c.relam
    left join pg_tablespace ts on ts.oid = c.reltablespace
    where c.relkind in ('r', 'p') and ${isUserMade(sql`c.oid`, sql`pg_class`)} and ${isUserSchema(sql`n`)}`,
  parent: (row) => ({ kind: 'schema', address: [text(row, 'schema')] }),
  missing: 'high',
  extra: 'medium',
  judge,
  ddl,
}

function judge({ source, target, fields }: Change): Judgement {
  if (!source || !target || !fields.includes('rowSecurity')) return {}
  const isOpen = isTrue(source, 'rowSecurity')
  return isOpen
    ? {
        severity: 'critical',
        hazards: ['closesAccess'],
        meaning:
          'Row-level security is off here: whoever holds a grant on the table reads and writes every row.',
      }
    : {
        severity: 'high',
        hazards: ['opensAccess'],
        meaning: 'Row-level security is on only here: rows that are open in the source are filtered.',
      }
}

function ddl(row: Row, find: Parameters<Kind['ddl']>[1]): string {
  const name = qualifiedName(text(row, 'schema'), text(row, 'name'))
  const columns = find('column', text(row, 'schema'), text(row, 'name'))
  const byName = new Map(columns.map((column) => [text(column, 'name'), column]))
  const lines = listValue(row.columnOrder).flatMap((column) => {
    const found = byName.get(column)
    return found ? [`  ${columnDefinition(found)}`] : []
  })
  const kind = text(row, 'persistence') === 'unlogged' ? 'UNLOGGED TABLE' : 'TABLE'
  const parents = listValue(row.parents)
  const bound = row.partitionBound
  const head = bound
    ? `CREATE ${kind} ${name} PARTITION OF ${parents.join(', ')} ${bound}`
    : `CREATE ${kind} ${name} (\n${lines.join(',\n')}\n)${parents.length > 0 ? ` INHERITS (${parents.join(', ')})` : ''}`
  const storage = listValue(row.options)
  const statements = [
    `${head}${row.partitionKey ? ` PARTITION BY ${row.partitionKey}` : ''}${storage.length > 0 ? ` WITH (${storage.join(', ')})` : ''};`,
  ]
  if (isTrue(row, 'rowSecurity')) statements.push(`ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY;`)
  if (isTrue(row, 'forceRowSecurity')) statements.push(`ALTER TABLE ${name} FORCE ROW LEVEL SECURITY;`)
  return statements.join('\n')
}

/** One column as it stands inside CREATE TABLE. */
export function columnDefinition(column: Row): string {
  const parts = [quoteName(text(column, 'name')), text(column, 'type')]
  if (column.collation) parts.push(`COLLATE ${column.collation}`)
  if (column.generated) {
    parts.push(`GENERATED ALWAYS AS (${column.expression}) ${text(column, 'generated').toUpperCase()}`)
  } else if (column.identity) {
    parts.push(`GENERATED ${text(column, 'identity').toUpperCase()} AS IDENTITY`)
  } else if (column.expression) {
    parts.push(`DEFAULT ${column.expression}`)
  }
  if (isTrue(column, 'notNull')) parts.push('NOT NULL')
  return parts.join(' ')
}
