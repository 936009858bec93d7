import { qualifiedName, quoteName } from '../../../sql/display'
import type { Tree } from '../../../sql/parse-statement'
import { strings } from '../nodes'
import type { LintRule } from '../rule'
import { alterCommands, heldUpTable } from '../weighed-table'

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
    return alterCommands(statement).flatMap(({ subtype, def }) => {
      const constraint = (def as Tree | undefined)?.Constraint
      const words = KEYS[constraint?.contype as keyof typeof KEYS]
      if (subtype !== 'AT_AddConstraint' || !constraint || !words || constraint.indexname) return []
      const columns = strings(constraint.keys).map(quoteName).join(', ')
      const name = quoteName(constraint.conname ?? `${table.name}_key`)
      const label = qualifiedName(table.schema, table.name)
      return [
        {
          severity: table.severity,
          message: `Adding the ${words === 'exclude' ? 'exclusion constraint' : words === 'unique' ? 'unique constraint' : words} builds its index while ${table.label} is locked.`,
          why: `${table.words} Nobody can read or write it until the index is built.`,
          instead:
            words === 'exclude'
              ? 'There is no other way to add it; choose an hour at which few are there, and set a lock_timeout.'
              : 'Build the index concurrently first, outside a transaction, and let the constraint take it.',
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
