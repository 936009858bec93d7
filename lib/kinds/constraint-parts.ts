import type { ObjectRef } from '../objects/address'
import type { Attached, Change, Field, Followed, Judgement } from '../objects/kind'
import { listValue } from '../objects/list-value'
import { isTrue, type Row, text } from '../objects/row'
import { qualifiedName, quoteName } from '../sql/display'

/** What all constraints share: their table, whatever it is and whoever made it. */
export const CONSTRAINT_DETAILS = ['tableKind', 'extension']

export const DEFERRABLE: Field = { name: 'deferrable', label: 'Deferrable', severity: 'medium' }

export const VALID: Field = { name: 'isValid', label: 'Valid', text: 'yesNo', severity: 'medium' }

/** Somebody may switch the triggers off that carry out a constraint, as with ALTER TABLE … DISABLE TRIGGER ALL. */
export const SWITCHED_ON: Field = {
  name: 'isSwitchedOn',
  label: 'Its triggers are switched on',
  text: 'yesNo',
  severity: 'high',
}

/** Fields of constraints that an index enforces. For other columns it is built anew, while nobody may write. */
export const INDEX_FIELDS: readonly Field[] = [
  { name: 'included', label: 'Included columns', text: 'list', severity: 'low', hazards: ['blocksWrites'] },
  { name: 'isValid', label: 'Index is valid', text: 'yesNo', severity: 'high' },
  { name: 'isClustered', label: 'Clustered on', text: 'yesNo', severity: 'low' },
  { name: 'options', label: 'Storage parameters', text: 'list', severity: 'low' },
  { name: 'tablespace', label: 'Tablespace', severity: 'low' },
  SWITCHED_ON,
]

/** The table a constraint, index, trigger or rule is on. */
export function tableOf(row: Row): ObjectRef {
  return { kind: text(row, 'tableKind'), address: [text(row, 'schema'), text(row, 'table')] }
}

/** A table that was detached keeps what its partitioned table made on it, as its own from then on. */
export function attachedWith(row: Row): Followed[] {
  return [{ ...tableOf(row), field: 'parents', isWhereFewer: true }]
}

/** The extension a table belongs to, and the columns of the table that are named in these list columns. */
export function requiredOfTable(row: Row, ...lists: readonly string[]): ObjectRef[] {
  const table = [text(row, 'schema'), text(row, 'table')]
  const columns = lists.flatMap((list) => listValue(row[list]))
  return [
    ...(row.extension ? [{ kind: 'extension', address: [row.extension] }] : []),
    ...columns.map((name) => ({ kind: 'column', address: [...table, name] })),
  ]
}

/** The same for what an index enforces or is, whose `columns` are null where they are its keys; included ones too. */
export function requiredOfIndex(row: Row, keys: string): ObjectRef[] {
  const columns = row.columns ?? JSON.stringify(listValue(row[keys]).map(keyColumn))
  return requiredOfTable({ ...row, columns }, 'columns', 'included')
}

/** The column that a key such as `"a b" DESC` begins with. */
function keyColumn(key: string): string {
  const quoted = /^"((?:[^"]|"")*)"/s.exec(key)?.[1]
  return quoted === undefined ? key.replace(/ .*/s, '') : quoted.replaceAll('""', '"')
}

/** What keeps rows apart by these columns, be it a unique constraint or an index. */
export function uniquenessOf(row: Row, columns: readonly string[]): string {
  return JSON.stringify([row.schema, row.table, columns, row.nullsNotDistinct])
}

/** The columns of keys that are nothing but columns in their usual order; undefined for others. */
export function plainColumns(keys: readonly string[]): string[] | undefined {
  return keys.every((key) => /^(?:"(?:[^"]|"")*"|[^\s"()]+)$/.test(key)) ? keys.map(keyColumn) : undefined
}

/** The kinds that keep rows apart, as a sentence names them. */
const UNIQUE_KINDS: Readonly<Record<string, string>> = {
  'primary-key': 'primary key',
  'unique-constraint': 'unique constraint',
  index: 'unique index',
}

/** What is said of an object that keeps rows apart in the place of which the other side has one of another kind; else undefined. */
export function judgeCounterpart(
  attached: readonly Attached[],
  kind: string,
  isMissing: boolean,
): Judgement | undefined {
  const other = attached.find((each) => each.kind !== kind && UNIQUE_KINDS[each.kind])
  if (!other) return undefined
  const [here, there] = isMissing ? ['Here', 'in the source'] : ['In the source', 'here']
  const meaning = `${here} a ${UNIQUE_KINDS[other.kind]} refuses the same duplicates; ${there} it is a ${UNIQUE_KINDS[kind]}.`
  return { severity: 'low', meaning }
}

/** A quoted list of names in parentheses. */
export function nameList(names: readonly string[]): string {
  return `(${names.map(quoteName).join(', ')})`
}

/** The columns of a key, the last of which may be a range whose values must not overlap. */
export function keyColumns(names: readonly string[], withoutOverlaps: boolean): string {
  return withoutOverlaps ? nameList(names).replace(/\)$/, ' WITHOUT OVERLAPS)') : nameList(names)
}

/** The statement that adds a constraint with this definition. */
export function addConstraint(row: Row, definition: string): string {
  return `ALTER TABLE ${tableName(row)} ADD CONSTRAINT ${quoteName(text(row, 'name'))} ${definition};`
}

export function tableName(row: Row): string {
  return qualifiedName(text(row, 'schema'), text(row, 'table'))
}

/** ` DEFERRABLE …` or nothing. */
export function deferrableClause(row: Row): string {
  const deferrable = text(row, 'deferrable')
  return deferrable === 'no' ? '' : ` DEFERRABLE ${deferrable.toUpperCase()}`
}

/** What follows the key of a constraint that an index enforces. */
export function indexClauses(row: Row): string {
  const included = listValue(row.included)
  const options = listValue(row.options)
  return [
    included.length > 0 ? ` INCLUDE ${nameList(included)}` : '',
    options.length > 0 ? ` WITH (${options.join(', ')})` : '',
    row.tablespace ? ` USING INDEX TABLESPACE ${quoteName(row.tablespace)}` : '',
  ].join('')
}

/** What no statement about a constraint alone can say: that its triggers are switched off; an empty list where they are not. */
export function switchedOffNote(row: Row): string[] {
  return isTrue(row, 'isSwitchedOn') ? [] : [`-- Its triggers on ${tableName(row)} are switched off.`]
}

/** Whether the constraint holds nothing back in the target alone, as a trigger of it is switched off there. */
export function isSwitchedOffHere({ source, target }: Change): boolean {
  return Boolean(source && target && isTrue(source, 'isSwitchedOn') && !isTrue(target, 'isSwitchedOn'))
}

/** What is said of a constraint that neither side enforces, though one of them lacks it; undefined for another. */
export function judgeUnenforced(source: Row | undefined, target: Row | undefined): Judgement | undefined {
  const only = source && target ? undefined : (source ?? target)
  if (!only || isTrue(only, 'isEnforced')) return undefined
  return {
    severity: 'low',
    meaning: `It is not enforced ${source ? 'in the source' : 'here'}: no row is refused.`,
  }
}

/** The statement that marks the index of a constraint, or an index, as the one to cluster on; an empty list where it is not. */
export function clusterStatements(row: Row): string[] {
  return isTrue(row, 'isClustered')
    ? [`ALTER TABLE ${tableName(row)} CLUSTER ON ${quoteName(text(row, 'name'))};`]
    : []
}
