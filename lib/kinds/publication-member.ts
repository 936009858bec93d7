import type { ObjectRef } from '../objects/address'
import type { Change, Judgement, Kind } from '../objects/kind'
import { listValue } from '../objects/list-value'
import { type Row, text } from '../objects/row'
import { qualifiedName, quoteName } from '../sql/display'
import { deparsed } from '../sql/fragments'
import { type Sql, sql } from '../sql/sql'

/** What is in a publication: a table, with its columns and rows, or since 15 all tables of a schema (no table then). */
export const publicationMember: Kind = {
  name: 'publication-member',
  label: { one: 'published table', many: 'published tables' },
  address: ['publication', 'schema', 'table'],
  fields: [
    { name: 'columns', label: 'Columns', text: 'list', severity: 'high' },
    { name: 'where', label: 'Rows', text: 'expression', severity: 'high' },
  ],
  deparses: true,
  isPresent: sql`exists (select from pg_publication)`,
  query: ({ major, busy }) =>
    major >= 15 ? sql`${tables(major, busy)} union all ${SCHEMAS}` : tables(major, busy),
  parent: (row) => ({ kind: 'publication', address: [text(row, 'publication')] }),
  requires: (row) => [...(row.table ? tableRefs(row) : [{ kind: 'schema', address: [text(row, 'schema')] }])],
  missing: 'high',
  extra: 'high',
  judge,
  ddl,
}

function tables(major: number, busy: readonly number[]): Sql {
  const columns = sql`case when r.prattrs is not null then
    (select json_agg(a.attname order by a.attname collate "C")::text from pg_attribute a
     where a.attrelid = c.oid and a.attnum = any(r.prattrs)) end`
  const where = sql`case when r.prqual is not null then
    ${deparsed(sql`pg_get_expr(r.prqual, r.prrelid)`, [sql`c.oid`, sql`r.oid`], busy)} end`
  return sql`
    select p.pubname as publication, n.nspname as schema, c.relname as table,
      ${major >= 15 ? columns : sql`null`} as columns, ${major >= 15 ? where : sql`null`} as where
    from pg_publication_rel r
    join pg_publication p on p.oid = r.prpubid
    join pg_class c on c.oid = r.prrelid
    join pg_namespace n on n.oid = c.relnamespace`
}

const SCHEMAS = sql`
  select p.pubname, n.nspname, null, null, null
  from pg_publication_namespace s
  join pg_publication p on p.oid = s.pnpubid
  join pg_namespace n on n.oid = s.pnnspid`

function tableRefs(row: Row): ObjectRef[] {
  const address = [text(row, 'schema'), text(row, 'table')]
  const columns = listValue(row.columns).map((column) => ({ kind: 'column', address: [...address, column] }))
  return [{ kind: 'table', address }, ...columns]
}

function judge({ source, target }: Change): Judgement {
  const name = text((target ?? source) as Row, 'publication')
  if (!target) return { meaning: `Changes are not sent to subscribers of ${name} here.` }
  if (!source) return { meaning: `Changes are sent to subscribers of ${name} here.` }
  return {}
}

function ddl(row: Row): string {
  const head = `ALTER PUBLICATION ${quoteName(text(row, 'publication'))} ADD`
  if (!row.table) return `${head} TABLES IN SCHEMA ${quoteName(text(row, 'schema'))};`
  const columns = row.columns ? ` (${listValue(row.columns).map(quoteName).join(', ')})` : ''
  const where = row.where ? ` WHERE (${row.where})` : ''
  return `${head} TABLE ${qualifiedName(text(row, 'schema'), row.table)}${columns}${where};`
}
