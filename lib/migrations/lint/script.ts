import { isParseFailure, type ParseFailure, type ParseStatement, type Tree } from '../../sql/parse-statement'
import { splitStatements } from '../../sql/split-statements'
import { commentsOf, type ScriptComment } from './comments'
import { trees } from './nodes'
import { type Silencing, silencings } from './silenced'
import { toolTransactions } from './transactions'

/** One statement of a pending file, parsed. */
export interface LintStatement {
  readonly path: string
  /** Id of the tool that will run it. */
  readonly tool: string
  /** Of its first word, counted from 1. */
  readonly line: number
  /** How many characters of the script stand before it. */
  readonly start: number
  readonly text: string
  readonly tree: Tree
  /** The schemas in which it looks for what it names without one, the first also where it creates; null for the server's own. */
  readonly searchPath: readonly string[] | null
  /** Statements with the same mark commit together; null for one that commits by itself. */
  readonly transaction: string | null
}

/** A statement that could not be parsed. */
export interface UnreadStatement {
  readonly line: number
  readonly text: string
  readonly message: string
  /** Whether the grammar does not know it; else it was not asked. */
  readonly isMistake: boolean
}

/** A pending file, split and parsed. */
export interface LintScript {
  readonly path: string
  readonly tool: string
  /** Whether the tool runs all of it in a transaction. */
  readonly isWrapped: boolean
  /** With line ends of Unix, and without a byte order mark. */
  readonly text: string
  readonly statements: readonly LintStatement[]
  readonly unread: readonly UnreadStatement[]
  /** Whether it does what no statement here says: it is no SQL, or runs other files. */
  readonly isProgram: boolean
  readonly psqlLines: readonly { readonly line: number; readonly text: string }[]
  readonly comments: readonly ScriptComment[]
  readonly silencings: readonly Silencing[]
}

/** Splits and parses what a tool will run. */
export function readScript(
  {
    path,
    tool,
    migration,
    text,
  }: {
    readonly path: string
    readonly tool: string
    readonly migration: string
    readonly text: string | null
  },
  parse: ParseStatement,
): LintScript {
  const script = (text ?? '').replace(/^\uFEFF/, '').replaceAll('\r\n', '\n')
  const { statements, psqlLines } = splitStatements(script)
  const comments = commentsOf(script)
  const unread: UnreadStatement[] = []
  const parsedStatements = statements.map(({ text: statement }) => parse(statement))
  const { isWrapped, mark } = transactionMarks(migration, tool, parsedStatements, comments)
  let searchPath: readonly string[] | null = null
  let ofSession: readonly string[] | null = null
  let end = 0
  const read = statements.flatMap(({ text: statement, line }, i): LintStatement[] => {
    const start = script.indexOf(statement, end)
    end = start + statement.length
    const parsed = parsedStatements[i] as Tree | ParseFailure
    if (isParseFailure(parsed)) {
      const before = Array.from(statement).slice(0, parsed.at).join('')
      const { message, isMistake } = parsed
      unread.push({ line: line + lineBreaks(before), text: statement, message, isMistake })
      return []
    }
    const transaction = mark(parsed)
    const found = { path, tool, line, start, text: statement, tree: parsed, searchPath, transaction }
    const set = searchPathSet(parsed)
    if (set) {
      searchPath = set.path
      if (!set.isLocal) ofSession = set.path
    } else if (isEnd(parsed)) searchPath = ofSession
    return [found]
  })
  return {
    path,
    tool,
    isWrapped,
    text: script,
    statements: read,
    unread,
    isProgram: text === null || psqlLines.some((each) => RUNS_OTHERS.test(each.text)),
    psqlLines,
    comments,
    silencings: silencings(comments),
  }
}

/** Commands of psql that run another file, or what a query gives. */
const RUNS_OTHERS = /\\(?:i|ir|include|include_relative|gexec)\b/

function lineBreaks(text: string): number {
  return text.split('\n').length - 1
}

/** Gives each statement the mark of its transaction: that of the file or the deploy, or of one that the file begins. */
function transactionMarks(
  migration: string,
  tool: string,
  statements: readonly (Tree | ParseFailure)[],
  comments: readonly ScriptComment[],
): { isWrapped: boolean; mark: (tree: Tree) => string | null } {
  const { scope, without, runsApart } = toolTransactions(tool)
  const isOut =
    (without !== undefined && comments.some(({ text }) => without.test(text))) ||
    (runsApart !== undefined && statements.every((each) => !isParseFailure(each) && runsApart(each)))
  const isWrapped = !isOut && scope !== 'statement' && (scope !== 'message' || statements.length > 1)
  const outer = isWrapped ? (scope === 'deploy' ? tool : migration) : null
  let begun = 0
  let inner: string | null = null
  let isOver = false
  const mark = ({ TransactionStmt }: Tree) => {
    const kind = TransactionStmt?.kind
    if (kind === 'TRANS_STMT_BEGIN' || kind === 'TRANS_STMT_START') {
      begun += 1
      inner = outer !== null && scope !== 'message' && !isOver ? outer : `${migration} ${begun}`
    } else if (kind === 'TRANS_STMT_COMMIT' || kind === 'TRANS_STMT_ROLLBACK') {
      inner = null
      isOver = scope !== 'message'
    }
    if (kind !== undefined) return null
    return inner ?? (isOver ? null : outer)
  }
  return { isWrapped: isWrapped && scope !== 'message', mark }
}

/** What a statement sets the search path to, until the end of its transaction or of the file: tools set the session back. */
function searchPathSet(tree: Tree): { path: readonly string[] | null; isLocal: boolean } | null {
  const set = tree.VariableSetStmt
  if (set?.kind === 'VAR_RESET_ALL') return { path: null, isLocal: false }
  if (set?.name === 'search_path') {
    const path = trees(set.args).flatMap((argument) => argument.A_Const?.sval?.sval ?? [])
    return { path: set.kind === 'VAR_SET_VALUE' ? path : null, isLocal: set.is_local === true }
  }
  const call = trees(tree.SelectStmt?.targetList)[0]?.ResTarget?.val as Tree | undefined
  const name = trees(call?.FuncCall?.funcname).at(-1)?.String?.sval
  const [setting, value, local] = trees(call?.FuncCall?.args).map((argument) => argument.A_Const)
  if (name !== 'set_config' || setting?.sval?.sval !== 'search_path' || !value?.sval) return null
  const schemas = (value.sval.sval ?? '').matchAll(/"([^"]*)"|([^",\s]+)/g)
  const path = [...schemas].map(([, quoted, plain = '']) => quoted ?? plain.toLowerCase())
  return { path, isLocal: local?.boolval?.boolval === true }
}

function isEnd({ TransactionStmt: transaction }: Tree): boolean {
  return transaction?.kind === 'TRANS_STMT_COMMIT' || transaction?.kind === 'TRANS_STMT_ROLLBACK'
}
