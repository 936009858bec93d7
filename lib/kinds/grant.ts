import type { ObjectRef } from '../objects/address'
import type { Attached, Change, Judgement, Kind, Servers, Severity, Sides } from '../objects/kind'
import { listValue } from '../objects/list-value'
import { isTrue, type Row, text, texts } from '../objects/row'
import { grantsOf } from '../sql/acl'
import { qualifiedName, quoteName } from '../sql/display'
import { roleName } from '../sql/fragments'
import { grantableObjects } from '../sql/grantable'
import { sql } from '../sql/sql'
import { grantStatements } from './grant-statements'
import { heldBeside, maySchemaBeUsed } from './held-rights'
import {
  granteeName,
  isSamePrivileges,
  judgePrivileges,
  mayNot,
  OPEN_ROLES,
  otherwiseSentences,
  type PrivilegeChange,
  privilegeChange,
  privilegeVerbs,
  redundantSentences,
  rolesOf,
  WITHOUT_DATA,
} from './privileges'

/**
 * What one role may do with one object, in effect: a list that was never touched counts as what it stands for, such as
 * EXECUTE for everybody on a function. Not listed: all rights of an object's owner, and what the server or an
 * extension gave on objects of theirs; a row appears once somebody changed that.
 */
export const grant: Kind = {
  name: 'grant',
  label: { one: 'grant', many: 'grants' },
  address: ['onKind', 'first', 'second', 'third', 'grantee', 'grantor'],
  fields: [
    {
      name: 'privileges',
      label: 'Privileges',
      text: 'list',
      severity: 'high',
      equal: (source, target, servers, rows) =>
        isSamePrivileges(source, target, servers) ||
        (isTrue(rows.source, 'isPreset') && isTrue(rows.target, 'isPreset')),
    },
  ],
  details: ['unlisted', 'everybody', 'isPreset', 'isOwner', 'parentKind', 'partOf', 'extension'],
  query: () => sql`
    select "onKind", first, second, third, grantee, grantor, privileges, unlisted,
      case when "onKind" = 'column' then ${BESIDE_COLUMN} else everybody end as everybody,
      "isPreset", "isOwner", "parentKind", "partOf", extension
    from (${grantsOf(grantableObjects())}) granted`,
  parent,
  requires: (row) => [
    ...(row.onKind === 'column' ? [relationRef(row)] : []),
    ...(row.partOf ? [{ kind: text(row, 'onKind'), address: objectAddress(row) }] : []),
    ...(row.extension ? [{ kind: 'extension', address: [row.extension] }] : []),
    ...rolesOf(row, ['grantee', 'grantor']),
  ],
  counterpart: ({ onKind, first, second, third, grantee, privileges }) =>
    JSON.stringify([onKind, first, second, third, grantee, privileges]),
  slot: (row) =>
    row.partOf ? JSON.stringify([listValue(row.partOf).at(-1), row.grantee, row.grantor]) : undefined,
  isUnnamed: (row) => Boolean(row.partOf),
  missing: 'high',
  extra: 'high',
  judge,
  ddl,
}

/** What the grantee of a column, or everybody, may do with it besides: with all of the table, or as PUBLIC with the column. */
const BESIDE_COLUMN = sql`(select json_agg(distinct beside.privilege)::text from (
    select x.privilege_type as privilege
    from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) x
    where n.nspname = first and c.relname = second and (x.grantee = 0 or ${roleName(sql`x.grantee`)} = granted.grantee)
    union all select json_array_elements_text(everybody::json)) beside)`

/**
 * Columns are objects of their own in tables only; those of a view belong to its query. The sequence of an identity
 * column has a name that the server chose, so what is granted on it is looked for under its table.
 */
function parent(row: Row): ObjectRef | undefined {
  if (!row.parentKind) return undefined
  if (row.partOf) {
    const [kind, schema, table] = listValue(row.partOf) as [string, string, string]
    return { kind, address: [schema, table] }
  }
  const isOfTable = row.parentKind === 'table' || row.parentKind === 'foreign-table'
  if (row.onKind === 'column' && !isOfTable) return relationRef(row)
  const kind = row.onKind === 'column' ? 'column' : row.parentKind
  return { kind, address: objectAddress(row) }
}

function objectAddress(row: Row): string[] {
  return texts(row, ['first', 'second', 'third'])
}

function relationRef(row: Row): ObjectRef {
  return { kind: text(row, 'parentKind'), address: texts(row, ['first', 'second']) }
}

function judge(
  change: Change,
  servers: Servers,
  attached: readonly Attached[] = [],
  sides?: Sides,
): Judgement {
  const twin = attached.find(({ kind }) => kind === 'grant')
  if (twin) return judgeGrantor(change, twin.row)
  const row = (change.target ?? change.source) as Row
  const beside = sides && {
    source: heldBeside(row, sides.source),
    target: heldBeside(row, sides.target),
  }
  const privileges = privilegeChange(change, servers, beside)
  const isHarmless = HARMLESS.has(text(row, 'onKind'))
  const severityOfGain = (privilege: string): Severity => {
    if (isHarmless) return 'low'
    if (isTrue(row, 'isOwner')) return 'medium'
    return OPEN_ROLES.includes(text(row, 'grantee')) && !WITHOUT_DATA.has(privilege) ? 'critical' : 'high'
  }
  const judgement = judgePrivileges(privileges, severityOfGain, isHarmless ? 'medium' : 'high')
  return { ...judgement, meaning: meaningOf(row, privileges, sides) }
}

/** The same is granted on both sides, by two roles. */
function judgeGrantor({ source, target }: Change, twin: Row): Judgement {
  const by = (row: Row) => row.grantor || 'the owner'
  return {
    severity: 'low',
    meaning: `Here the same is granted by ${by(target ?? twin)}, in the source by ${by(source ?? twin)}.`,
  }
}

/** Whoever may use a type or a trusted language gains nothing that he could not have done otherwise. */
const HARMLESS = new Set([
  'enum',
  'domain',
  'composite-type',
  'range-type',
  'multirange-type',
  'base-type',
  'row-type',
])

function meaningOf(row: Row, change: PrivilegeChange, sides: Sides | undefined): string {
  const grantee = text(row, 'grantee')
  const who = granteeName(grantee)
  const where = row.onKind === 'column' ? ' in this column' : ''
  const { gained, lost, optionGained, optionLost, hadSome } = change
  const sentences: string[] = []
  if (gained.length > 0) {
    const condition =
      sides && !maySchemaBeUsed(row, sides.target) ? ` once it may use schema ${row.first}` : ''
    sentences.push(`Here ${who} may ${hadSome ? 'also ' : ''}${privilegeVerbs(gained)}${where}${condition}.`)
  }
  if (gained.includes('TRUNCATE')) sentences.push('Row-level security does not hold back TRUNCATE.')
  if (lost.length > 0)
    sentences.push(
      row.onKind === 'column'
        ? `Here no grant on this column lets ${who} ${privilegeVerbs(lost)}.`
        : `Here ${mayNot(grantee, privilegeVerbs(lost))}.`,
    )
  if (optionGained.length > 0) sentences.push(`Here ${who} may grant ${optionGained.join(', ')} to others.`)
  if (optionLost.length > 0)
    sentences.push(`Here ${mayNot(grantee, `grant ${optionLost.join(', ')} to others`)}.`)
  const asWhat = row.onKind === 'column' ? 'as another grant lets it' : undefined
  sentences.push(...redundantSentences(grantee, change, asWhat), ...otherwiseSentences(grantee, change))
  return sentences.join(' ')
}

function ddl(row: Row): string {
  return grantStatements(row, { on: (list) => `${privilegeList(row, list)} ON ${objectWords(row)}` })
}

function privilegeList(row: Row, privileges: readonly string[]): string {
  const column = row.onKind === 'column' ? ` (${quoteName(text(row, 'third'))})` : ''
  return privileges.map((privilege) => `${privilege}${column}`).join(', ')
}

function objectWords(row: Row): string {
  const name = qualifiedName(...texts(row, ['first', 'second']))
  switch (row.onKind) {
    case 'sequence':
      return `SEQUENCE ${name}`
    case 'function':
    case 'aggregate':
      return `ROUTINE ${name}(${text(row, 'third')})`
    case 'schema':
    case 'language':
      return `${text(row, 'onKind').toUpperCase()} ${name}`
    case 'database':
      return 'DATABASE :"DBNAME"'
    case 'foreign-data-wrapper':
      return `FOREIGN DATA WRAPPER ${name}`
    case 'foreign-server':
      return `FOREIGN SERVER ${name}`
    case 'table':
    case 'view':
    case 'materialized-view':
    case 'foreign-table':
    case 'column':
      return `TABLE ${name}`
    default:
      return `TYPE ${name}`
  }
}
