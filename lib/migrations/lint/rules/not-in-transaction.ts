import type { Tree } from '../../../sql/parse-statement'
import { isOn } from '../nodes'
import type { LintRule } from '../rule'
import { toolTransactions } from '../transactions'

/** Statements that the server refuses within a transaction, in a file that its tool runs in one. */
export const notInTransaction: LintRule = {
  id: 'not-in-transaction',
  about: 'runs in a transaction what the server runs only outside of one',
  check: ({ tree, transaction, tool }) => {
    const words = transaction === null ? null : wordsOf(tree)
    if (words === null) return []
    return [
      {
        severity: 'high',
        message: `${words} cannot run inside a transaction, and the tool runs this file in one.`,
        why: 'The server refuses it (25001), and the deploy fails here.',
        instead: toolTransactions(tool).wayOut,
      },
    ]
  },
}

function wordsOf(tree: Tree): string | null {
  if (tree.IndexStmt?.concurrent) return 'CREATE INDEX CONCURRENTLY'
  if (tree.DropStmt?.concurrent) return 'DROP INDEX CONCURRENTLY'
  if (tree.ReindexStmt && isOn(tree.ReindexStmt.params, 'concurrently')) return 'REINDEX CONCURRENTLY'
  if (tree.VacuumStmt?.is_vacuumcmd) return 'VACUUM'
  if (tree.AlterSystemStmt) return 'ALTER SYSTEM'
  if (tree.CreatedbStmt) return 'CREATE DATABASE'
  if (tree.DropdbStmt) return 'DROP DATABASE'
  if (tree.CreateTableSpaceStmt) return 'CREATE TABLESPACE'
  if (tree.DropTableSpaceStmt) return 'DROP TABLESPACE'
  return null
}
