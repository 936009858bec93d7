import { qualifiedName, quoteName } from '../../../sql/display'
import { strings } from '../nodes'
import type { LintRule } from '../rule'
import { addedConstraints, heldUpTable } from '../weighed-table'

const KEYS = {
  CONSTR_UNIQUE: 'unique',
  CONSTR_PRIMARY: 'primary key',
  CONSTR_EXCLUSION: 'exclude',
} as const

/** A key whose index is built while nobody can read or write. */
export const uniqueBuildsIndex: LintRule = {
  id: 'unique-builds-index',
  about: 'adds a key that builds its index under a lock',
  check: (statement, at, context) => {
    const table = heldUpTable(statement.tree.AlterTableStmt?.relation, at, context)
    if (!table) return []
    return addedConstraints(statement).flatMap(({ constraint, column }) => {
      const words = KEYS[constraint.contype as keyof typeof KEYS]
      if (!words || constraint.indexname) return []
      const columns = column ? quoteName(column.name) : strings(constraint.keys).map(quoteName).join(', ')
      const name = quoteName(
        constraint.conname ?? `${[table.name, column?.name].filter(Boolean).join('_')}_key`,
      )
      const label = qualifiedName(table.schema, table.name)
      return [
        {
          severity: table.severity,
          message: `Adding the ${words === 'exclude' ? 'exclusion constraint' : words === 'unique' ? 'unique constraint' : words} builds its index while ${table.label} is locked.`,
          why: `${table.words} Nobody can read or write it until the index is built.`,
          instead:
            words === 'exclude'
              ? 'There is no other way to add it; choose an hour at which few are there, and set a lock_timeout.'
              : `${column ? 'Add the column without it; build' : 'Build'} the index concurrently ${column ? 'then' : 'first'}, outside a transaction, and let the constraint take it.`,
          ...(columns && words !== 'exclude'
            ? {
                sql: `create unique index concurrently ${name} on ${label} (${columns});\nalter table ${label} add constraint ${name} ${words} using index ${name};`,
              }
            : {}),
        },
      ]
    })
  },
}
