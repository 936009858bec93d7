import { KINDS_BY_NAME } from '../../../kinds/all'
import { type Dependent, findDependents } from '../../../kinds/find-dependents'
import type { ObjectRef } from '../../../objects/address'
import { listValue } from '../../../objects/list-value'
import { text } from '../../../objects/row'
import { qualifiedName, quoteName } from '../../../sql/display'
import type { PlacedEffect } from '../deploy'
import { relationName } from '../nodes'
import { placeOf } from '../place-of'
import type { LintContext, LintRule, RuleFinding } from '../rule'
import type { LintStatement } from '../script'
import { alterCommands } from '../weighed-table'

/** What goes, or changes its type, and in what others need it. */
interface Going {
  readonly ref: ObjectRef
  readonly isCascading: boolean
  readonly isTypeChange: boolean
}

/** What others cannot be without: a view of a column, a policy of a function, a foreign key of a table. */
export const stillNeeded: LintRule = {
  id: 'still-needed',
  about: 'drops, or changes the type of, what views, policies, functions, triggers or foreign keys need',
  check: (statement, at, context) =>
    [...droppedObjects(statement, at, context), ...alteredParts(statement, at, context)].flatMap((going) => {
      const dependents = dependentsOf(going, at, context)
      return dependents.length === 0 ? [] : [tell(going, dependents)]
    }),
}

function tell({ ref, isCascading, isTypeChange }: Going, dependents: readonly Dependent[]): RuleFinding {
  const names = dependents.map((dependent) => labelOf(dependent.ref)).sort()
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : ''
  const list = `${names.slice(0, MOST_NAMED).join(', ')}${more}`
  if (isCascading) {
    return {
      severity: 'medium',
      message: `CASCADE also drops what needs ${labelOf(ref)}: ${list}.`,
      why: 'They go without being named, and whatever needs them goes too. Nothing puts them back.',
      instead: 'Drop them by name in the same file, and make anew what is to stay.',
    }
  }
  return {
    severity: 'high',
    message: `The deploy fails here: ${labelOf(ref)} is needed by ${list}.`,
    why: isTypeChange
      ? 'The server changes no type of a column that these use.'
      : 'The server drops nothing that others need, unless CASCADE lets them go along.',
    instead: `Drop them first${isTypeChange ? ', and make them anew afterwards' : ', or make them anew without it'}, in the same file.`,
  }
}

const MOST_NAMED = 5

/** By the noun that an effect has. */
const KIND_OF: Readonly<Record<string, readonly string[]>> = {
  table: ['table'],
  'foreign table': ['foreign-table'],
  view: ['view'],
  'materialized view': ['materialized-view'],
  sequence: ['sequence'],
  type: ['enum', 'composite-type', 'range-type', 'base-type', 'domain'],
  domain: ['domain'],
  function: ['function'],
  procedure: ['function'],
  routine: ['function'],
  extension: ['extension'],
}

function droppedObjects({ tree }: LintStatement, at: number, context: LintContext): Going[] {
  if (!tree.DropStmt) return []
  const isCascading = tree.DropStmt.behavior === 'DROP_CASCADE'
  return context.deploy
    .effectsAt(at)
    .filter(({ space, home, name }) => context.deploy.presence(space, home, name, at) !== 'absent')
    .filter((effect) => !isOfDeploy(effect, at, context))
    .flatMap((effect) => refsOf(effect, at, context))
    .map((ref) => ({ ref, isCascading, isTypeChange: false }))
}

function isOfDeploy({ space, home, name }: PlacedEffect, at: number, { deploy }: LintContext): boolean {
  if (space === 'relation') return deploy.isNew({ schema: home ?? '', name: name[0] ?? '' }, at)
  return deploy.madeBefore(space, home, name, at) !== null
}

/** The objects of the target that an effect takes away; of functions of one name, the one that is meant for certain. */
function refsOf(
  { noun, home, name, space }: PlacedEffect,
  at: number,
  { deploy, target }: LintContext,
): ObjectRef[] {
  const kinds = KIND_OF[noun] ?? []
  const [first = '', types = ''] = name
  if (space === 'relation' && home !== null) {
    const known = deploy.nameInTarget({ schema: home, name: first }, at)
    return kinds.map((kind) => ({ kind, address: [known.schema, known.name] }))
  }
  if (space === 'function') {
    const all = target.find('function', home ?? '', first)
    const meant = all.length === 1 ? all : all.filter((row) => row.argumentTypes === types)
    return meant.map((row) => ({
      kind: 'function',
      address: [home ?? '', first, text(row, 'argumentTypes')],
    }))
  }
  const address = home === null ? name : [home, first]
  return kinds.filter((kind) => target.find(kind, ...address).length > 0).map((kind) => ({ kind, address }))
}

function alteredParts(statement: LintStatement, at: number, { deploy, target }: LintContext): Going[] {
  const written = relationName(statement.tree.AlterTableStmt?.relation)
  if (!written) return []
  const table = deploy.resolve(written, at)
  if (deploy.isNew(table, at)) return []
  const known = deploy.nameInTarget(table, at)
  return alterCommands(statement).flatMap(({ subtype, name = '', behavior }) => {
    const isTypeChange = subtype === 'AT_AlterColumnType'
    if (isTypeChange || subtype === 'AT_DropColumn') {
      if (deploy.madeBefore('column', table.schema, [table.name, name], at)) return []
      const ref = { kind: 'column', address: [known.schema, known.name, name] }
      return [{ ref, isCascading: behavior === 'DROP_CASCADE', isTypeChange }]
    }
    if (subtype !== 'AT_DropConstraint') return []
    const address = [known.schema, known.name, name]
    return ['primary-key', 'unique-constraint']
      .filter((kind) => target.find(kind, ...address).length > 0)
      .map((kind) => ({ ref: { kind, address }, isCascading: behavior === 'DROP_CASCADE', isTypeChange }))
  })
}

/** In the way of a drop of any object. What hangs on a column otherwise, such as an index, goes with it. */
const IN_THE_WAY = new Set([
  'view',
  'materialized-view',
  'rule',
  'policy',
  'function',
  'trigger',
  'foreign-key',
])
/** In the way of a drop of a type, a function, a sequence or an extension, too. */
const ALSO_IN_THE_WAY = new Set([
  'column',
  'check-constraint',
  'domain',
  'composite-type',
  'index',
  'aggregate',
  'operator',
])
const WITH_ROWS = new Set([
  'table',
  'foreign-table',
  'view',
  'materialized-view',
  'column',
  'primary-key',
  'unique-constraint',
])

function dependentsOf({ ref, isTypeChange }: Going, at: number, context: LintContext): Dependent[] {
  const isInTheWay = (kind: string) => {
    // Foreign keys are checked anew.
    if (isTypeChange && kind === 'foreign-key') return false
    // Generated from it: before 15 such a column goes along.
    if (ref.kind === 'column' && kind === 'column')
      return isTypeChange || context.target.snapshot.server.major >= 15
    return IN_THE_WAY.has(kind) || (!WITH_ROWS.has(ref.kind) && ALSO_IN_THE_WAY.has(kind))
  }
  return findDependents(context.target.snapshot, ref).filter(
    (dependent) =>
      isInTheWay(dependent.ref.kind) &&
      !goesAlong(dependent.ref, ref, context) &&
      isStillThere(dependent.ref, at, context),
  )
}

/** A foreign key goes with its own columns and its own table, and a part of another's with that. */
function goesAlong(
  { kind, address }: ObjectRef,
  target: ObjectRef,
  { target: environment }: LintContext,
): boolean {
  const isOfTable =
    target.address[0] === address[0] && target.address[1] === address[1] && address.length === 3
  if (kind !== 'foreign-key' || !isOfTable) return kind === 'trigger' && isOfTable && target.kind !== 'column'
  if (target.kind === 'table' || target.kind === 'foreign-table') return true
  const [row] = environment.find(kind, ...address)
  return target.kind === 'column' && listValue(row?.columns).includes(target.address[2] ?? '')
}

/** As of the statement: not dropped, changed or perhaps touched by what runs before it, nor dropped by itself. */
function isStillThere({ kind, address }: ObjectRef, at: number, { deploy }: LintContext): boolean {
  const [schema = '', ...within] = address
  const isOfTable = address.length === 3 && kind !== 'function'
  if (isOfTable && deploy.presence('relation', schema, within.slice(0, 1), at + 1) !== 'present') return false
  const place = placeOf({ kind, address })
  if (!place) {
    const own = (address.at(-1) ?? '').toLowerCase()
    return !deploy.statements.slice(0, at + 1).some((statement) => statement.text.toLowerCase().includes(own))
  }
  const { space, name } = place
  const isThere =
    deploy.presence(space, schema, name, at + 1) === 'present' || deploy.goneAt(space, schema, name) === at
  return isThere && deploy.madeBefore(space, schema, name, at) === null
}

function labelOf({ kind, address }: ObjectRef): string {
  const word = KINDS_BY_NAME.get(kind)?.label.one ?? kind
  if (kind === 'function') return `the function ${qualifiedName(...address.slice(0, 2))}(${address[2]})`
  if (address.length < 3) return `the ${word} ${qualifiedName(...address)}`
  return `the ${word} ${quoteName(address[2] ?? '')} of ${qualifiedName(...address.slice(0, 2))}`
}
