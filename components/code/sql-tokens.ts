/** What a stretch of SQL is, as far as colouring goes. */
export type TokenType = 'keyword' | 'string' | 'number' | 'comment' | 'plain'

export interface Token {
  readonly type: TokenType
  readonly text: string
}

// The words that give a statement its shape. Types, functions and names stay plain.
const KEYWORDS = new Set(
  (
    'add after all alter always and any array as asc authorization before begin between both by cache called cascade ' +
    'case cast check collate column comment commit concurrently constraint cost create cross current_date ' +
    'current_role current_time current_timestamp current_user cycle database declare default deferrable deferred ' +
    'definer delete desc disable distinct do domain drop each else enable end enforced event except exclude execute ' +
    'exists extension external false fetch first for force foreign from full function generated global grant group ' +
    'having identity if ilike immutable in include increment index inherits initially inner inout insert instead ' +
    'intersect into invoker is isnull join key language last lateral leading leakproof left like limit list local ' +
    'logged loop match materialized maxvalue minvalue natural next no not nothing notnull null nulls of offset on ' +
    'only or order out outer over overlaps overriding owned owner parallel partition perform permissive policy ' +
    'primary privileges procedure publication raise range recursive references referencing refresh rename replace ' +
    'replica reset restrict restrictive return returning returns revoke right role row rows rule safe schema ' +
    'security select sequence server session_user set setof similar simple stable start statement stored strict ' +
    'subscription support table tablespace temporary then to trailing transform trigger true truncate type union ' +
    'unique unlogged unsafe update user using valid validate values variadic view virtual volatile wait when where ' +
    'while window with within without'
  ).split(' '),
)

// Alternatives in the order Postgres's own scanner tries them. Unfinished comments and strings run to the end.
const SCANNER =
  /(?<comment>--[^\n]*)|(?<blockComment>\/\*)|(?<escapeString>[eE]'(?:[^'\\]+|''|\\[\s\S])*(?:'|$))|(?<string>(?:[bBxXnN]|[uU]&)?'(?:[^']+|'')*(?:'|$))|(?<quotedName>(?:[uU]&)?"(?:[^"]+|"")*(?:"|$))|(?<dollar>\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$)|(?<number>(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?)|(?<word>[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)/g

/** Splits SQL into coloured stretches. They join to the very same text, whatever it is. */
export function tokenizeSql(sql: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  const add = (type: TokenType, end: number) => {
    if (end > at) tokens.push({ type, text: sql.slice(at, end) })
    at = end
  }
  SCANNER.lastIndex = 0
  for (let match = SCANNER.exec(sql); match !== null; match = SCANNER.exec(sql)) {
    add('plain', match.index)
    add(tokenType(match.groups ?? {}), tokenEnd(sql, match))
    SCANNER.lastIndex = at
  }
  add('plain', sql.length)
  return tokens
}

type Groups = Readonly<Record<string, string | undefined>>

function tokenType({ comment, blockComment, escapeString, string, dollar, number, word }: Groups): TokenType {
  if (comment !== undefined || blockComment !== undefined) return 'comment'
  if (escapeString !== undefined || string !== undefined || dollar !== undefined) return 'string'
  if (number !== undefined) return 'number'
  return word !== undefined && KEYWORDS.has(word.toLowerCase()) ? 'keyword' : 'plain'
}

function tokenEnd(sql: string, { 0: text, index, groups = {} }: RegExpExecArray): number {
  if (groups.blockComment !== undefined) return blockCommentEnd(sql, index)
  if (groups.dollar === undefined) return index + text.length
  const close = sql.indexOf(text, index + text.length)
  return close < 0 ? sql.length : close + text.length
}

/** Block comments nest in Postgres. */
function blockCommentEnd(sql: string, start: number): number {
  let depth = 1
  const edge = /\/\*|\*\//g
  edge.lastIndex = start + 2
  for (let match = edge.exec(sql); match !== null; match = edge.exec(sql)) {
    depth += match[0] === '/*' ? 1 : -1
    if (depth === 0) return edge.lastIndex
  }
  return sql.length
}

/** The same tokens by line; a token that spans lines is cut, and line ends are left out. */
export function splitTokenLines(tokens: readonly Token[]): Token[][] {
  const lines: Token[][] = [[]]
  for (const { type, text } of tokens) {
    const [first = '', ...others] = text.split('\n')
    if (first !== '') lines.at(-1)?.push({ type, text: first })
    for (const other of others) lines.push(other === '' ? [] : [{ type, text: other }])
  }
  return lines
}
