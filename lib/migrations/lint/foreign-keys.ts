import type { Constraint } from 'libpg-query'
import type { Tree } from '../../sql/parse-statement'
import { trees } from './nodes'

/** The foreign keys that a statement makes, be it along with a table, with a column or by themselves. */
export function foreignKeys({ CreateStmt: table, AlterTableStmt: change }: Tree): Constraint[] {
  const added = trees(change?.cmds).flatMap(
    ({ AlterTableCmd: command }) => (command?.def as Tree | undefined) ?? [],
  )
  return [...trees(table?.tableElts), ...added]
    .flatMap(({ ColumnDef, Constraint: own }) => [
      own,
      ...trees(ColumnDef?.constraints).map((each) => each.Constraint),
    ])
    .filter((constraint): constraint is Constraint => constraint?.contype === 'CONSTR_FOREIGN')
}
