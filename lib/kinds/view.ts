import type { Attached, Change, Judgement, Kind, Servers } from '../objects/kind'
import { listValue } from '../objects/list-value'
import { neededObjects } from '../objects/needed-objects'
import { type Row, text } from '../objects/row'
import { qualifiedName, quoteName } from '../sql/display'
import { deparsed, isUserMade, isUserSchema, roleName } from '../sql/fragments'
import { shownName } from '../sql/names'
import { needs } from '../sql/needs'
import { storageParameters, VIEW_COLUMNS } from '../sql/relations'
import { sql } from '../sql/sql'
import { likeness } from './likeness'
import { openedBy } from './privileges'
import { nameAndRest, typesFollow, VIEW_COLUMN_FIELD } from './view-parts'

/** Views. Their columns belong to their query; a column's default, which INSERT into the view uses, is set apart from it. */
export const view: Kind = {
  name: 'view',
  label: { one: 'view', many: 'views' },
  address: ['schema', 'name'],
  fields: [
    { name: 'query', label: 'Query', text: 'query', severity: 'high' },
    VIEW_COLUMN_FIELD,
    { name: 'defaults', label: 'Defaults', text: 'list', severity: 'medium' },
    { name: 'options', label: 'Options', text: 'list', severity: 'high' },
    { name: 'owner', label: 'Owner', severity: 'low', role: 'owner' },
  ],
  details: ['needs'],
  deparses: true,
  // By their rules, which are fewer than relations.
  isPresent: sql`exists (select from pg_rewrite r join pg_class c on c.oid = r.ev_class
    where r.oid >= 16384 and c.relkind = 'v')`,
  query: ({ busy }) => sql`
    select n.nspname as schema, c.relname as name,
      ${deparsed(sql`ltrim(left(pg_get_viewdef(c.oid), -1))`, [sql`c.oid`], busy)} as query,
      ${VIEW_COLUMNS} as columns,
      (select json_agg(${shownName(sql`a.attname`)} || ' ' || pg_get_expr(d.adbin, 0) order by a.attname collate "C")::text
        from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
        where d.adrelid = c.oid) as defaults,
      case when c.reloptions is not null then ${storageParameters(sql`c.reloptions`)} end as options,
      ${roleName(sql`c.relowner`)} as owner,
      ${needs(sql`pg_rewrite`, sql`r.oid`)} as needs
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_rewrite r on r.ev_class = c.oid and r.rulename = '_RETURN'
    where c.relkind = 'v' and ${isUserMade(sql`c.oid`, sql`pg_class`)} and ${isUserSchema(sql`n`)}`,
  parent: (row) => ({ kind: 'schema', address: [text(row, 'schema')] }),
  requires: neededObjects,
  follows: typesFollow,
  missing: 'high',
  extra: 'medium',
  likeness: likeness(({ query }) => query, 'has the same query'),
  judge,
  ddl,
}

function judge(
  { source, target, fields }: Change,
  _servers: Servers,
  attached: readonly Attached[] = [],
): Judgement {
  if (!source) {
    const opened = target && !asksAsCaller(target) ? openedBy(attached) : undefined
    return opened
      ? { severity: 'critical', meaning: `${opened}: it reads with its owner's rights, whoever asks.` }
      : {}
  }
  if (!target) return { meaning: 'Whatever reads the view fails here.' }
  if (!fields.includes('options')) return fields.includes('owner') ? judgeOwner(source, target, fields) : {}
  const asksAs = (row: Row) => (asksAsCaller(row) ? 'caller' : 'owner')
  if (asksAs(source) === asksAs(target)) {
    const hasBarrier = (row: Row) => listValue(row.options).includes('security_barrier=true')
    return hasBarrier(source) && !hasBarrier(target)
      ? {
          severity: 'critical',
          meaning: 'Here a function in a query on the view may see rows that the view hides.',
        }
      : {}
  }
  return asksAs(target) === 'owner'
    ? {
        severity: 'critical',
        hazards: ['closesAccess'],
        meaning:
          "Here the view reads with its owner's rights: row-level security of whoever asks does not apply.",
      }
    : {
        severity: 'high',
        hazards: ['opensAccess'],
        meaning: "Here the view reads with the rights of whoever asks, in the source with its owner's.",
      }
}

function asksAsCaller(row: Row): boolean {
  return listValue(row.options).includes('security_invoker=true')
}

function judgeOwner(source: Row, target: Row, fields: readonly string[]): Judgement {
  if (asksAsCaller(target)) return {}
  const meaning = `Whoever asks, the view reads with the rights of ${target.owner} here and of ${source.owner} in the source.`
  return fields.length === 1 ? { severity: 'medium', meaning } : { meaning }
}

function ddl(row: Row): string {
  const name = qualifiedName(text(row, 'schema'), text(row, 'name'))
  const options = listValue(row.options)
  const settings = options.length > 0 ? ` WITH (${options.join(', ')})` : ''
  const defaults = listValue(row.defaults).map((named) => {
    const [column, value] = nameAndRest(named)
    return `ALTER VIEW ${name} ALTER COLUMN ${quoteName(column)} SET DEFAULT ${value};`
  })
  const columns = listValue(row.columns).map((column) => quoteName(nameAndRest(column)[0]))
  return [
    `CREATE VIEW ${name} (${columns.join(', ')})${settings} AS\n${text(row, 'query')};`,
    ...defaults,
  ].join('\n')
}
