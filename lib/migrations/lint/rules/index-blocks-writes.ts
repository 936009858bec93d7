import { quoteName } from '../../../sql/display'
import type { LintRule } from '../rule'
import { toolTransactions } from '../transactions'
import { heldUpTable } from '../weighed-table'

/** An index that is built while nobody can write. */
export const indexBlocksWrites: LintRule = {
  id: 'index-blocks-writes',
  about: 'creates an index without `concurrently`',
  check: ({ tree: { IndexStmt: index }, text, tool }, at, context) => {
    if (!index || index.concurrent) return []
    const table = heldUpTable(index.relation, at, context)
    if (!table) return []
    const name = index.idxname ? ` ${quoteName(index.idxname)}` : ''
    return [
      {
        severity: table.severity,
        message: `Building the index${name} blocks every write to ${table.label}.`,
        why: `${table.words} Inserts, updates and deletes wait until it is built.`,
        instead: `Build it concurrently, which no transaction may do. ${toolTransactions(tool).wayOut}`,
        sql: `${text.replace(/\bindex\b/i, (word) => `${word} ${word === word.toUpperCase() ? 'CONCURRENTLY' : 'concurrently'}`)};`,
      },
    ]
  },
}
