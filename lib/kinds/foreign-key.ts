import type { ObjectRef } from '../objects/address'
import type { Change, Judgement, Kind } from '../objects/kind'
import { listValue } from '../objects/list-value'
import { isTrue, type Row, text } from '../objects/row'
import {
  CONSTRAINT_ADDRESS,
  CONSTRAINT_DETAIL_COLUMNS,
  CONSTRAINT_TABLES,
  DEFERRABILITY,
  IS_SWITCHED_ON,
  IS_SWITCHED_OTHERWISE,
  isConstraint,
  WHOLE_CONSTRAINT,
  WITH_SWITCHED_OFF,
} from '../sql/constraints'
import { qualifiedName, quoteName } from '../sql/display'
import { columnNames, relationKind } from '../sql/fragments'
import { shownQualified } from '../sql/names'
import { relationsOf } from '../sql/relations'
import { type Sql, sql } from '../sql/sql'
import {
  addConstraint,
  attachedWith,
  CONSTRAINT_DETAILS,
  DEFERRABLE,
  deferrableClause,
  judgeUnenforced,
  nameList,
  requiredOfTable,
  SWITCHED_ON,
  switchedOffNote,
  tableOf,
} from './constraint-parts'

/**
 * Foreign keys; what one of a partitioned table makes on its partitions, and on those it refers to, is part of it, unless
 * its triggers fire otherwise.
 */
export const foreignKey: Kind = {
  name: 'foreign-key',
  label: { one: 'foreign key', many: 'foreign keys' },
  address: ['schema', 'table', 'name'],
  fields: [
    { name: 'columns', label: 'Columns', text: 'list', severity: 'high' },
    { name: 'referencedTable', label: 'Refers to', severity: 'high' },
    { name: 'referencedColumns', label: 'Columns referred to', text: 'list', severity: 'high' },
    { name: 'hasPeriod', label: 'Last column is a period', text: 'yesNo', severity: 'high' },
    { name: 'onDelete', label: 'On delete', severity: 'high' },
    { name: 'setColumns', label: 'Columns set on delete', text: 'list', severity: 'high' },
    { name: 'onUpdate', label: 'On update', severity: 'medium' },
    { name: 'match', label: 'Match', severity: 'medium' },
    DEFERRABLE,
    { name: 'isValid', label: 'Valid', text: 'yesNo', severity: 'medium' },
    { name: 'isEnforced', label: 'Enforced', text: 'yesNo', severity: 'high' },
    SWITCHED_ON,
  ],
  details: [
    ...CONSTRAINT_DETAILS,
    'referencedSchema',
    'referencedName',
    'referencedKind',
    'referencedKey',
    'whole',
  ],
  query: ({ major }) => sql`
    ${WITH_SWITCHED_OFF}
    select ${CONSTRAINT_ADDRESS},
      ${columnNames(sql`k.conrelid`, sql`k.conkey`)} as columns,
      ${shownQualified(sql`r.schema`, sql`r.relname`)} as "referencedTable",
      ${columnNames(sql`k.confrelid`, sql`k.confkey`)} as "referencedColumns",
      ${major >= 18 ? sql`k.conperiod` : sql`false`} as "hasPeriod",
      ${action(sql`k.confdeltype`)} as "onDelete", ${setColumns(major)} as "setColumns",
      ${action(sql`k.confupdtype`)} as "onUpdate",
      case k.confmatchtype when 'f' then 'full' when 'p' then 'partial' else 'simple' end as match,
      ${DEFERRABILITY} as deferrable, k.convalidated as "isValid",
      ${major >= 18 ? sql`k.conenforced` : sql`true`} as "isEnforced",
      ${IS_SWITCHED_ON} as "isSwitchedOn",
      ${CONSTRAINT_DETAIL_COLUMNS}, r.schema as "referencedSchema", r.relname as "referencedName",
      ${relationKind(sql`r`)} as "referencedKind",
      case when owner.oid is not null then json_build_array(
        case owner.contype when 'p' then 'primary-key' else 'unique-constraint' end, owner.conname)::text end
        as "referencedKey",
      ${WHOLE_CONSTRAINT} as whole
    from ${CONSTRAINT_TABLES}
    join ${relationsOf(sql`'r', 'p'`)} r on r.oid = k.confrelid
    left join pg_constraint owner on owner.contype in ('p', 'u') and owner.conindid = k.conindid
    where ${isConstraint(sql`f`)} and (k.conparentid = 0 or ${IS_SWITCHED_OTHERWISE})`,
  parent: tableOf,
  requires,
  follows: attachedWith,
  pairsByDefinition: true,
  // Two that point the same way are one, whatever else differs: only their name was chosen twice.
  slot: ({ whole, columns, referencedTable, referencedColumns }) =>
    whole ? undefined : JSON.stringify([columns, referencedTable, referencedColumns]),
  missing: 'high',
  extra: 'medium',
  judge,
  ddl,
}

function action(column: Sql): Sql {
  return sql`case ${column} when 'a' then 'no action' when 'r' then 'restrict' when 'c' then 'cascade'
    when 'n' then 'set null' else 'set default' end`
}

/** The columns that ON DELETE SET is limited to; a set. */
function setColumns(major: number): Sql {
  if (major < 15) return sql`null`
  return sql`case when k.confdelsetcols is not null then
    (select json_agg(a.attname order by a.attname collate "C")::text from pg_attribute a
      where a.attrelid = k.conrelid and a.attnum = any (k.confdelsetcols)) end`
}

function requires(row: Row): ObjectRef[] {
  const referenced = [text(row, 'referencedSchema'), text(row, 'referencedName')]
  const key = listValue(row.referencedKey)
  const whole = listValue(row.whole)
  return [
    ...(whole.length > 0 ? [{ kind: 'foreign-key', address: whole }] : []),
    ...requiredOfTable(row, 'columns'),
    { kind: text(row, 'referencedKind'), address: referenced },
    ...listValue(row.referencedColumns).map((name) => ({ kind: 'column', address: [...referenced, name] })),
    ...(key.length === 2 ? [{ kind: key[0] as string, address: [...referenced, key[1] as string] }] : []),
  ]
}

function judge({ source, target, fields }: Change): Judgement {
  const part = source ?? target
  if (part?.whole && !(source && target)) return judgePart(part, source !== undefined)
  const unenforced = judgeUnenforced(source, target)
  if (unenforced) return unenforced
  if (!target) return LOOSE
  if (!source) return { meaning: 'Rows that point to nothing, which the source accepts, are refused here.' }
  const judgements = [
    ...(fields.includes('onDelete') && isTrue(target, 'isEnforced') ? [judgeDeletion(source, target)] : []),
    ...(isStricter(source, target, fields) ? [LOOSE] : []),
  ]
  const meaning = judgements.map((judgement) => judgement.meaning).join(' ')
  return {
    ...judgements[0],
    hazards: judgements.flatMap(({ hazards = [] }) => hazards),
    ...(meaning ? { meaning } : {}),
  }
}

const LOOSE: Judgement = {
  hazards: ['blocksWrites'],
  meaning: 'Rows here may point to rows that do not exist.',
}

function judgeDeletion(source: Row, target: Row): Judgement {
  const name = qualifiedName(text(target, 'referencedSchema'), text(target, 'referencedName'))
  return {
    ...(text(target, 'onDelete') === 'cascade' ? { severity: 'critical' as const } : {}),
    hazards: text(source, 'onDelete') === 'cascade' ? ['deletesData'] : [],
    meaning: `Here deleting a row of ${name} ${deletionEffect(text(target, 'onDelete'))}.`,
  }
}

/** A part is listed for what it has of its own. */
function judgePart(part: Row, isOfSource: boolean): Judgement {
  const where = isOfSource ? 'In the source' : 'Here'
  if (isTrue(part, 'isSwitchedOn'))
    return {
      severity: 'medium',
      meaning: `${where} the triggers of this partition's part are switched on, unlike those of the whole.`,
    }
  const meaning = `${where} the triggers of this partition's part are switched off: its rows may point to rows that do not exist.`
  return isOfSource
    ? { severity: 'medium', meaning }
    : { severity: 'high', hazards: ['blocksWrites'], meaning }
}

function deletionEffect(onDelete: string): string {
  if (onDelete === 'cascade') return 'deletes the rows that point to it'
  if (onDelete.startsWith('set')) return `leaves the rows that point to it with ${onDelete.slice(4)}`
  return 'is refused while rows point to it'
}

function isStricter(source: Row, target: Row, fields: readonly string[]): boolean {
  return ['isValid', 'isEnforced', 'isSwitchedOn'].some(
    (field) => fields.includes(field) && isTrue(source, field) && !isTrue(target, field),
  )
}

function ddl(row: Row): string {
  if (row.whole) return switchedOffNote(row).join('\n')
  const hasPeriod = isTrue(row, 'hasPeriod')
  const referenced = qualifiedName(text(row, 'referencedSchema'), text(row, 'referencedName'))
  const definition = [
    `FOREIGN KEY ${periodColumns(listValue(row.columns), hasPeriod)}`,
    `REFERENCES ${referenced}${periodColumns(listValue(row.referencedColumns), hasPeriod)}`,
    ...(text(row, 'match') === 'simple' ? [] : [`MATCH ${text(row, 'match').toUpperCase()}`]),
    ...actionClause('UPDATE', text(row, 'onUpdate')),
    ...actionClause('DELETE', text(row, 'onDelete'), listValue(row.setColumns)),
  ].join(' ')
  const state = !isTrue(row, 'isEnforced') ? ' NOT ENFORCED' : isTrue(row, 'isValid') ? '' : ' NOT VALID'
  return [addConstraint(row, `${definition}${deferrableClause(row)}${state}`), ...switchedOffNote(row)].join(
    '\n',
  )
}

function periodColumns(names: readonly string[], hasPeriod: boolean): string {
  if (!hasPeriod) return nameList(names)
  return `(${names.map((name, i) => (i === names.length - 1 ? `PERIOD ${quoteName(name)}` : quoteName(name))).join(', ')})`
}

function actionClause(event: string, effect: string, columns: readonly string[] = []): string[] {
  if (effect === 'no action') return []
  return [`ON ${event} ${effect.toUpperCase()}${columns.length > 0 ? ` ${nameList(columns)}` : ''}`]
}
