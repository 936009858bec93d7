import type { AlterTableCmd, Constraint, RangeVar } from 'libpg-query'
import type { Severity } from '../../objects/kind'
import { qualifiedName } from '../../sql/display'
import type { Tree } from '../../sql/parse-statement'
import type { QualifiedName } from './deploy'
import { relationName, trees, type WrittenName } from './nodes'
import type { LintContext } from './rule'
import type { LintStatement } from './script'
import { lockSeverity, sizeSentence, type Weight, weightOf } from './size'

/** A table of the target that a statement works on. */
export interface WeighedTable extends QualifiedName {
  /** As people write it. */
  readonly label: string
  readonly weight: Weight
  /** How large it is, in a sentence. */
  readonly words: string
}

/**
 * The table that a name means, with its size in the target.
 * @returns null for a table that this deploy makes, which nobody waits for, and for one that is not there.
 */
export function weighedTable(
  written: WrittenName | null,
  at: number,
  { deploy, target }: LintContext,
): WeighedTable | null {
  if (!written) return null
  const table = deploy.resolve(written, at)
  if (deploy.isNew(table, at) || deploy.presence('relation', table.schema, [table.name], at) === 'absent') {
    return null
  }
  const known = deploy.nameInTarget(table, at)
  if (target.presence('relation', known.schema, [known.name]) === 'absent') return null
  const label = qualifiedName(table.schema, table.name)
  const size = target.live?.relations.get(`${known.schema}.${known.name}`) ?? null
  const weight = weightOf(size)
  const words =
    size && weight !== 'unknown'
      ? sizeSentence(label, size, target.name)
      : `How large ${label} is in ${target.name} is not known, so it counts as large.`
  return { ...table, label, weight, words }
}

/** The same with how serious it is to hold it up; null where nobody would wait. */
export function heldUpTable(
  relation: RangeVar | undefined,
  at: number,
  context: LintContext,
): (WeighedTable & { readonly severity: Severity }) | null {
  const table = weighedTable(relationName(relation), at, context)
  const severity = table && lockSeverity(table.weight)
  return table && severity ? { ...table, severity } : null
}

/** The commands of an `ALTER TABLE`; none for other statements. */
export function alterCommands({ tree }: LintStatement): AlterTableCmd[] {
  const change = tree.AlterTableStmt
  if (!change || change.objtype === 'OBJECT_TYPE') return []
  return trees(change.cmds).flatMap(({ AlterTableCmd }) => AlterTableCmd ?? [])
}

/** A constraint that a command adds, by itself or with a column. */
export interface AddedConstraint {
  readonly constraint: Constraint
  /** The column that it is added with, and whether that has a value in the rows that are there; else null. */
  readonly column: { readonly name: string; readonly isFilled: boolean } | null
}

export function addedConstraints(statement: LintStatement): AddedConstraint[] {
  return alterCommands(statement).flatMap(({ subtype, def }): AddedConstraint[] => {
    const { Constraint: own, ColumnDef: added } = (def ?? {}) as Tree
    if (subtype === 'AT_AddConstraint') return own ? [{ constraint: own, column: null }] : []
    if (subtype !== 'AT_AddColumn' || !added) return []
    const constraints = trees(added.constraints).flatMap(({ Constraint: each }) => each ?? [])
    const isFilled = constraints.some(({ contype }) => FILLS.has(contype ?? ''))
    return constraints.map((constraint) => ({ constraint, column: { name: added.colname ?? '', isFilled } }))
  })
}

const FILLS = new Set(['CONSTR_DEFAULT', 'CONSTR_IDENTITY', 'CONSTR_GENERATED'])
