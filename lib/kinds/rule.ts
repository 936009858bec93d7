import type { Kind } from '../objects/kind'
import { neededObjects } from '../objects/needed-objects'
import { type Row, text } from '../objects/row'
import { quoteName } from '../sql/display'
import { deparsed, relationKind } from '../sql/fragments'
import { needs } from '../sql/needs'
import { extensionOf, isMadeRelation } from '../sql/relations'
import { sql } from '../sql/sql'
import { firing } from '../sql/triggers'
import { requiredOfTable, tableName, tableOf } from './constraint-parts'
import { judgeSwitchedOff } from './trigger'

/** Rewrite rules; the one that makes a view a view is the view's query. */
export const rule: Kind = {
  name: 'rule',
  label: { one: 'rule', many: 'rules' },
  address: ['schema', 'table', 'name'],
  fields: [
    { name: 'event', label: 'Event', severity: 'high' },
    { name: 'definition', label: 'Definition', text: 'query', severity: 'high' },
    { name: 'enabled', label: 'Applies', severity: 'high' },
  ],
  details: ['tableKind', 'extension', 'needs'],
  deparses: true,
  isPresent: sql`exists (select from pg_rewrite where oid >= 16384 and ev_type <> '1')`,
  query: ({ busy }) => sql`
    select n.nspname as schema, t.relname as table, r.rulename as name,
      case r.ev_type when '1' then 'select' when '2' then 'update' when '3' then 'insert' else 'delete' end as event,
      ${deparsed(sql`'CREATE RULE "?" AS' || substr(pg_get_ruledef(r.oid), length('CREATE RULE  AS' || quote_ident(r.rulename)) + 1)`, [sql`t.oid`, sql`r.oid`], busy)} as definition,
      ${firing(sql`r.ev_enabled`)} as enabled,
      ${relationKind(sql`t`)} as "tableKind", ${extensionOf(sql`t`)} as extension,
      ${needs(sql`pg_rewrite`, sql`r.oid`)} as needs
    from pg_rewrite r
    join pg_class t on t.oid = r.ev_class
    join pg_namespace n on n.oid = t.relnamespace
    where r.ev_type <> '1' and ${isMadeRelation(sql`t`, sql`n`)}`,
  parent: tableOf,
  requires: (row) => [...requiredOfTable(row), ...neededObjects(row)],
  pairsByDefinition: true,
  otherName: { severity: 'low', meaning: 'Rules are applied in the order of their names.' },
  missing: 'high',
  extra: 'high',
  judge: ({ source, target, fields }) => {
    const off = judgeSwitchedOff(source, target, 'rule')
    if (off) return off
    if (!source) return { meaning: 'Only here statements on the table are rewritten.' }
    if (!target) return { meaning: 'Statements that the source rewrites are carried out as they are here.' }
    return fields.includes('enabled') && text(target, 'enabled') === 'disabled'
      ? { meaning: 'The rule is switched off here.' }
      : {}
  },
  ddl,
}

function ddl(row: Row): string {
  const name = quoteName(text(row, 'name'))
  const create = text(row, 'definition').replace('"?"', () => name)
  const enable = { disabled: 'DISABLE', 'on replicas': 'ENABLE REPLICA', always: 'ENABLE ALWAYS' }[
    text(row, 'enabled')
  ]
  return enable ? `${create}\nALTER TABLE ${tableName(row)} ${enable} RULE ${name};` : create
}
