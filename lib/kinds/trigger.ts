import type { ObjectRef } from '../objects/address'
import type { Change, Judgement, Kind } from '../objects/kind'
import { listValue } from '../objects/list-value'
import { neededObjects } from '../objects/needed-objects'
import { type Row, text } from '../objects/row'
import { qualifiedName, quoteName, quoteText } from '../sql/display'
import { relationKind } from '../sql/fragments'
import { shownQualified } from '../sql/names'
import { needs } from '../sql/needs'
import { extensionOf, relationName, relationsOf } from '../sql/relations'
import { sql } from '../sql/sql'
import { condition, EVENTS, firing, LEVEL, SHOWN_ARGUMENTS, TIMING } from '../sql/triggers'
import {
  attachedWith,
  DEFERRABLE,
  deferrableClause,
  requiredOfTable,
  tableName,
  tableOf,
} from './constraint-parts'

/**
 * Triggers, constraint triggers among them. Those that carry out foreign keys and the like are part of the constraint;
 * those that one of a partitioned table makes on its partitions are part of it, unless they fire otherwise.
 */
export const trigger: Kind = {
  name: 'trigger',
  label: { one: 'trigger', many: 'triggers' },
  address: ['schema', 'table', 'name'],
  fields: [
    { name: 'timing', label: 'Timing', severity: 'high' },
    { name: 'events', label: 'Events', text: 'list', severity: 'high' },
    { name: 'columns', label: 'Columns', text: 'list', severity: 'high' },
    { name: 'level', label: 'For each', severity: 'high' },
    { name: 'condition', label: 'When', text: 'expression', severity: 'high' },
    { name: 'function', label: 'Function', severity: 'high' },
    { name: 'arguments', label: 'Arguments', text: 'list', severity: 'high', conceals: true },
    { name: 'enabled', label: 'Fires', severity: 'high' },
    { name: 'constraint', label: 'Constraint trigger', text: 'yesNo', severity: 'medium' },
    { name: 'constraintTable', label: 'From table', severity: 'low' },
    DEFERRABLE,
    { name: 'oldRows', label: 'Old rows as', severity: 'medium' },
    { name: 'newRows', label: 'New rows as', severity: 'medium' },
  ],
  details: ['tableKind', 'extension', 'functionSchema', 'functionName', 'whole', 'needs'],
  deparses: true,
  isPresent: sql`exists (select from pg_trigger where not tgisinternal)`,
  query: ({ busy }) => sql`
    select t.schema, t.relname as table, g.tgname as name,
      ${TIMING} as timing, ${EVENTS} as events,
      case when g.tgattr <> '' then
        (select json_agg(a.attname order by a.attname collate "C")::text from pg_attribute a
          where a.attrelid = g.tgrelid and a.attnum = any (g.tgattr)) end as columns,
      ${LEVEL} as level, ${condition(busy)} as condition,
      ${shownQualified(sql`fn.nspname`, sql`f.proname`)} as function, ${SHOWN_ARGUMENTS} as arguments,
      ${firing(sql`g.tgenabled`)} as enabled, g.tgconstraint <> 0 as constraint,
      case when g.tgconstrrelid <> 0 then ${relationName(sql`g.tgconstrrelid`)} end as "constraintTable",
      case when not g.tgdeferrable then 'no' when g.tginitdeferred then 'initially deferred'
        else 'initially immediate' end as deferrable,
      g.tgoldtable as "oldRows", g.tgnewtable as "newRows",
      ${relationKind(sql`t`)} as "tableKind", ${extensionOf(sql`t`)} as extension,
      fn.nspname as "functionSchema", f.proname as "functionName",
      case when g.tgparentid <> 0 then
        (select json_build_array(wn.nspname, wt.relname, whole.tgname)::text from pg_trigger whole
          join pg_class wt on wt.oid = whole.tgrelid join pg_namespace wn on wn.oid = wt.relnamespace
          where whole.oid = g.tgparentid) end as whole,
      case when g.tgqual is not null then ${needs(sql`pg_trigger`, sql`g.oid`)} end as needs
    from pg_trigger g
    join ${relationsOf(sql`'r', 'p', 'v', 'f'`)} t on t.oid = g.tgrelid
    join pg_proc f on f.oid = g.tgfoid
    join pg_namespace fn on fn.oid = f.pronamespace
    where t.oid >= 16384 and case when g.tgparentid = 0 then not g.tgisinternal else ${FIRES_OTHERWISE} end`,
  parent: tableOf,
  requires,
  follows: attachedWith,
  pairsByDefinition: true,
  otherName: {
    severity: 'low',
    meaning: 'Triggers that fire at the same time do so in the order of their names.',
  },
  missing: 'high',
  extra: 'high',
  judge,
  ddl,
}

/** Whether a part of another trigger `g` fires otherwise than that one; until 14 parts were marked internal. */
const FIRES_OTHERWISE = sql`(
  g.tgenabled <> (select whole.tgenabled from pg_trigger whole where whole.oid = g.tgparentid)
  and (g.tgconstraint = 0 or exists (select from pg_constraint k where k.oid = g.tgconstraint and k.contype = 't')))`

function requires(row: Row): ObjectRef[] {
  const whole = listValue(row.whole)
  return [
    ...(whole.length > 0 ? [{ kind: 'trigger', address: whole }] : []),
    ...requiredOfTable(row, 'columns'),
    ...neededObjects(row),
    { kind: 'function', address: [text(row, 'functionSchema'), text(row, 'functionName'), ''] },
  ]
}

function judge({ source, target, fields }: Change): Judgement {
  const when = (row: Row) => `${text(row, 'timing')} ${listValue(row.events).join(' or ')}`
  if (source?.whole || target?.whole) return { meaning: meaningOfPart(source, target) }
  const off = judgeSwitchedOff(source, target, 'trigger')
  if (off) return off
  if (!target)
    return { meaning: `${text(source as Row, 'function')} does not run here ${when(source as Row)}.` }
  if (!source) return { meaning: `Only here ${text(target, 'function')} runs ${when(target)}.` }
  if (!fields.includes('enabled')) return {}
  if (text(target, 'enabled') === 'disabled') return { meaning: 'The trigger is switched off here.' }
  return text(source, 'enabled') === 'disabled'
    ? { meaning: 'The trigger is switched off in the source.' }
    : {}
}

/** A part is listed for what it has of its own. */
function meaningOfPart(source: Row | undefined, target: Row | undefined): string {
  const onPartition = (row: Row) => `on this partition the trigger ${FIRES[text(row, 'enabled')]}`
  if (!target) return `In the source ${onPartition(source as Row)}, unlike the whole.`
  if (!source) return `Here ${onPartition(target)}, unlike the whole.`
  return `Here ${onPartition(target)}; in the source it ${FIRES[text(source, 'enabled')]}.`
}

const FIRES: Readonly<Record<string, string>> = {
  enabled: 'fires',
  disabled: 'is switched off',
  'on replicas': 'fires on replicas only',
  always: 'always fires',
}

function ddl(row: Row): string {
  const name = quoteName(text(row, 'name'))
  const isConstraint = row.constraint === 't'
  const columns = listValue(row.columns)
  const events = listValue(row.events).map((event) =>
    event === 'update' && columns.length > 0
      ? `UPDATE OF ${columns.map(quoteName).join(', ')}`
      : event.toUpperCase(),
  )
  const rows = [
    ...(row.oldRows ? [`OLD TABLE AS ${quoteName(row.oldRows)}`] : []),
    ...(row.newRows ? [`NEW TABLE AS ${quoteName(row.newRows)}`] : []),
  ]
  const create = [
    `CREATE ${isConstraint ? 'CONSTRAINT ' : ''}TRIGGER ${name}`,
    `  ${text(row, 'timing').toUpperCase()} ${events.join(' OR ')} ON ${tableName(row)}`,
    ...(row.constraintTable ? [`  FROM ${row.constraintTable}`] : []),
    ...(isConstraint ? [` ${deferrableClause(row) || ' NOT DEFERRABLE'}`] : []),
    ...(rows.length > 0 ? [`  REFERENCING ${rows.join(' ')}`] : []),
    `  FOR EACH ${text(row, 'level').toUpperCase()}`,
    ...(row.condition ? [`  WHEN (${row.condition})`] : []),
    `  EXECUTE FUNCTION ${qualifiedName(text(row, 'functionSchema'), text(row, 'functionName'))}` +
      `(${listValue(row.arguments).map(quoteText).join(', ')});`,
  ].join('\n')
  const enabled = ENABLE[text(row, 'enabled')]
  if (row.whole) return `ALTER TABLE ${tableName(row)} ${enabled ?? 'ENABLE'} TRIGGER ${name};`
  return enabled ? `${create}\nALTER TABLE ${tableName(row)} ${enabled} TRIGGER ${name};` : create
}

/** What is said of a trigger or the like that only one side has, and does not fire there; undefined for another. */
export function judgeSwitchedOff(
  source: Row | undefined,
  target: Row | undefined,
  what: string,
): Judgement | undefined {
  const only = source && target ? undefined : (source ?? target)
  if (!only || text(only, 'enabled') !== 'disabled') return undefined
  return { severity: 'low', meaning: `The ${what} is switched off ${source ? 'in the source' : 'here'}.` }
}

/** How a statement says that something does not fire as usual. */
export const ENABLE: Readonly<Record<string, string>> = {
  disabled: 'DISABLE',
  'on replicas': 'ENABLE REPLICA',
  always: 'ENABLE ALWAYS',
}
