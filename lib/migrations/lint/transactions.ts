import type { Tree } from '../../sql/parse-statement'

/** What one transaction holds when a tool runs its files. */
export type TransactionScope =
  /** All files of a deploy. */
  | 'deploy'
  /** One file. */
  | 'file'
  /** A file of several statements; a file of one runs by itself. */
  | 'message'
  /** One statement. */
  | 'statement'

interface ToolTransactions {
  readonly scope: TransactionScope
  /** A comment by which a file is run without a transaction. */
  readonly without?: RegExp
  /** Statements that the tool itself knows to need none: a file of nothing else is run without one. */
  readonly runsApart?: (tree: Tree) => boolean
  /** How people keep a statement out of a transaction, in a sentence. */
  readonly wayOut: string
}

const ALONE =
  'Put it into a file of its own: this tool sends a file as one message, and several statements in one message are a transaction.'

/** As their documents and sources say; see docs/migration-tools.md for where the tools were run. */
const TOOLS: Readonly<Record<string, ToolTransactions>> = {
  supabase: {
    scope: 'file',
    wayOut:
      'The Supabase CLI sends a file along with the row of its record, as one transaction. Run the statement by hand, and mark the file with `supabase migration repair --status applied`.',
  },
  drizzle: {
    scope: 'deploy',
    wayOut:
      'Drizzle runs all pending files in one transaction. Run the statement by hand, before the deploy.',
  },
  prisma: { scope: 'message', wayOut: ALONE },
  'golang-migrate': { scope: 'message', wayOut: ALONE },
  hasura: {
    scope: 'file',
    wayOut:
      'Hasura runs what it is sent in a transaction of its own. Run the statement by hand, and mark the file with `hasura migrate apply --skip-execution --version …`.',
  },
  goose: {
    scope: 'file',
    without: /^--\s*\+goose\s+NO\s+TRANSACTION/i,
    wayOut: 'Put it into a file of its own with the line `-- +goose NO TRANSACTION`.',
  },
  dbmate: {
    scope: 'file',
    without: /^--\s*migrate:up\b.*\btransaction:\s*false/i,
    wayOut: 'Put it into a file of its own that begins with `-- migrate:up transaction:false`.',
  },
  sqlx: {
    scope: 'file',
    without: /^--\s*no-transaction/i,
    wayOut: 'Put it into a file of its own whose first line is `-- no-transaction`.',
  },
  'graphile-migrate': {
    scope: 'file',
    without: /^--!\s*no-transaction/i,
    wayOut: 'Put it into a migration of its own that begins with `--! no-transaction`.',
  },
  atlas: {
    scope: 'file',
    without: /^--\s*atlas:txmode\s+none/i,
    wayOut: 'Put it into a file of its own that begins with `-- atlas:txmode none`.',
  },
  flyway: {
    scope: 'file',
    runsApart: (tree) =>
      tree.IndexStmt?.concurrent === true ||
      tree.DropStmt?.concurrent === true ||
      [tree.VacuumStmt?.is_vacuumcmd, tree.AlterSystemStmt, tree.CreatedbStmt, tree.DropdbStmt].some(
        Boolean,
      ) ||
      [tree.CreateTableSpaceStmt, tree.DropTableSpaceStmt].some(Boolean),
    wayOut:
      'Put it into a file of its own, with a script configuration beside it that says `executeInTransaction=false`.',
  },
  liquibase: {
    scope: 'file',
    without: /\brunInTransaction\s*[:=]\s*"?false/i,
    wayOut: 'Put it into a change set of its own with `runInTransaction:false`.',
  },
  'node-pg-migrate': {
    scope: 'deploy',
    wayOut:
      'node-pg-migrate runs all pending files in one transaction. Run it with `--no-single-transaction`, and this statement from a program that calls `pgm.noTransaction()`.',
  },
  sqitch: { scope: 'statement', wayOut: 'Take it out of the transaction that the script begins itself.' },
}

/** What nobody told is taken to be the strictest usual way. */
const OTHERS: ToolTransactions = {
  scope: 'file',
  wayOut: 'Put it into a file of its own, and let your tool run that without a transaction.',
}

export function toolTransactions(tool: string): ToolTransactions {
  return TOOLS[tool] ?? OTHERS
}
