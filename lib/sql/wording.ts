import { loadModule, parseSync } from 'libpg-query'

type Node = unknown

let isLoaded = false

/** Loads Postgres's own grammar (WebAssembly), once; needed before sameWording. */
export async function loadGrammar(): Promise<void> {
  if (isLoaded) return
  await loadModule()
  isLoaded = true
}

/**
 * Whether two texts deparsed by servers of different majors are the same statement.
 * Proven on the syntax trees, not guessed from the text: only what is known to be said twice is left out, that is
 * positions, and the relation's name before a column where a query reads one relation only (before 16,
 * pg_get_viewdef always printed it). False when either does not parse or the grammar is not loaded.
 */
export function sameWording(source: string, target: string, form: 'expression' | 'query'): boolean {
  if (!isLoaded) return false
  try {
    return canonicalTree(source, form) === canonicalTree(target, form)
  } catch {
    return false
  }
}

function canonicalTree(text: string, form: 'expression' | 'query'): string {
  const statement = form === 'query' ? text : `SELECT ${text}`
  const tree = parseSync(statement) as { stmts: { stmt: Node }[] }
  return JSON.stringify(tree.stmts.map(({ stmt }) => withoutPositions(unqualified(stmt))))
}

function withoutPositions(node: Node): Node {
  if (Array.isArray(node)) return node.map(withoutPositions)
  if (node === null || typeof node !== 'object') return node
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => key !== 'location' && !key.endsWith('_location'))
      .map(([key, value]) => [key, withoutPositions(value)]),
  )
}

/** Drops the relation's name before columns of the outermost query when it reads exactly one relation. */
function unqualified(statement: Node): Node {
  const select = (statement as { SelectStmt?: { fromClause?: Node[] } }).SelectStmt
  const name = select?.fromClause?.length === 1 ? relationName(select.fromClause[0]) : undefined
  return name === undefined ? statement : { SelectStmt: dropQualifier(select, name) }
}

function relationName(from: Node): string | undefined {
  const [kind, value] =
    Object.entries(from as Record<string, { relname?: string; alias?: { aliasname?: string } }>)[0] ?? []
  if (kind !== 'RangeVar' && kind !== 'RangeSubselect' && kind !== 'RangeFunction') return undefined
  return value?.alias?.aliasname ?? value?.relname
}

/** Names inside a nested query are qualified by every major, so nested queries stay as they are. */
function dropQualifier(node: Node, name: string): Node {
  if (Array.isArray(node)) return node.map((item) => dropQualifier(item, name))
  if (node === null || typeof node !== 'object') return node
  if ('SelectStmt' in node || 'subselect' in node) return node
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === 'ColumnRef' ? withoutQualifier(value as ColumnRef, name) : dropQualifier(value, name),
    ]),
  )
}

interface ColumnRef {
  readonly fields: readonly { readonly String?: { readonly sval?: string } }[]
}

function withoutQualifier(column: ColumnRef, name: string): ColumnRef {
  const [first, ...rest] = column.fields
  return rest.length > 0 && first?.String?.sval === name ? { ...column, fields: rest } : column
}
