import { withoutHiddenNames } from './hidden-names'

type Node = unknown

let parse: ((statement: string) => unknown) | undefined
/** How often texts were met that only the grammar can tell apart, and it was not loaded. */
let met = 0

/**
 * Loads Postgres's own grammar (WebAssembly), once; needed before sameWording. The package compiles it as soon as it is
 * imported; see bin/setup/engine.mjs.
 */
export async function loadGrammar(): Promise<void> {
  if (parse) return
  const { loadModule, parseSync } = await import('libpg-query')
  await loadModule()
  parse = parseSync
}

/**
 * Runs a comparison, and once more with the grammar when it came upon texts that only the grammar can tell apart; or when
 * another did, that ran at the same time.
 */
export async function withGrammar<Result>(compare: () => Result | Promise<Result>): Promise<Result> {
  const before = met
  const result = await compare()
  if (met === before) return result
  await loadGrammar()
  return compare()
}

/**
 * Whether two statements with deparsed texts in them are the same.
 * Proven on the syntax trees, not guessed from the text: only what is known to be said in several ways is left out.
 * That is positions, quotes, and the relation's name before a column where a query reads one relation only (until 15,
 * pg_get_viewdef always printed it); and what a server prints anew once its own text is read back: a list of AND in one
 * with the list it begins with, the cast of an array's elements instead of the array's, the names of columns of functions
 * that nothing uses, and the names of columns that nobody can see. False when either does not parse, or while the grammar
 * is not loaded; see withGrammar.
 */
export function sameWording(source: string, target: string): boolean {
  // The same answer whether the grammar was loaded for another text or not.
  if (!isSameInWords(source, target)) return false
  if (!parse) {
    met++
    return false
  }
  try {
    return canonicalTree(source, parse) === canonicalTree(target, parse)
  } catch {
    return false
  }
}

/**
 * Whether two texts use the same words, constants and operators, in whatever order, number and case (a server prints
 * EXTRACT(YEAR FROM a) where it was told 'YEAR', and year where it reads that back); if not, nothing makes them the same.
 */
function isSameInWords(source: string, target: string): boolean {
  const [sourceWords, targetWords] = [words(source), words(target)]
  return sourceWords.size === targetWords.size && [...sourceWords].every((word) => targetWords.has(word))
}

/**
 * NO INDENT is what XMLSERIALIZE says from 16 on where it said nothing before. Names of columns may be hidden where there
 * is more than one SELECT, and those that a function in FROM gives to its columns may be unused.
 */
function words(text: string): Set<string> {
  const named =
    text.indexOf('SELECT') === text.lastIndexOf('SELECT')
      ? text
      : text.replace(/ AS ("(?:[^"]|"")*"|\w+)/g, '')
  const found = named
    .replace(/(\) (?:"(?:[^"]|"")*"|\w+))\([^()]*\)/g, '$1')
    .replace(/NO INDENT/g, '')
    .match(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\w+|[-+*/<>=~!@#%^&|`?]+/g)
  // Quotes of names, in constants such as 'public."json"'::regclass too, are each server's own.
  return new Set(found?.map((word) => word.replaceAll('"', '').toLowerCase()))
}

function canonicalTree(statement: string, parse: (statement: string) => unknown): string {
  const tree = parse(withQuotes(statement)) as { stmts: { stmt: Node }[] }
  return JSON.stringify(
    tree.stmts.map(({ stmt }) => canonical(withoutHiddenNames(withoutUnusedNames(unqualified(stmt))))),
  )
}

/**
 * Words that the grammar took for itself in 16 and 17 and that older servers print as plain names. Deparse functions
 * print keywords in capitals, so these words in small letters are names on every server.
 */
const TAKEN_WORDS =
  `json json_array json_arrayagg json_exists json_object json_objectagg json_query json_scalar
  json_serialize json_table json_value merge_action system_user`.split(/\s+/)

const TEXTS_NAMES_AND_TAKEN_WORDS = new RegExp(
  `'(?:[^']|'')*'|"(?:[^"]|"")*"|(?<![\\w$])(${TAKEN_WORDS.join('|')})(?![\\w$])`,
  'g',
)

function withQuotes(statement: string): string {
  return statement.replace(TEXTS_NAMES_AND_TAKEN_WORDS, (found, word) => (word ? `"${word}"` : found))
}

/**
 * Drops the names that a function in FROM gives to its last columns and that nothing uses: for a function that returns
 * rows of a table, they grow with the table whenever the text is read back.
 */
function withoutUnusedNames(statement: Node): Node {
  const text = JSON.stringify(statement)
  if (!text.includes('"RangeFunction"') || text.includes('"A_Star"')) return statement
  const used = new Set(
    [...text.matchAll(/"(?:ColumnRef":\{"fields|usingClause)":\[(.*?)\]/g)].flatMap(([, names]) => names),
  )
  const isUsed = (name: Node) => [...used].some((fields) => fields?.includes(JSON.stringify(name)))
  return JSON.parse(text, (key, value) => {
    if (key !== 'RangeFunction' || !value.alias?.colnames || value.coldeflist) return value
    const last = value.alias.colnames.findLastIndex(isUsed)
    return { ...value, alias: { ...value.alias, colnames: value.alias.colnames.slice(0, last + 1) } }
  })
}

/** Where something stands in the text. */
const POSITIONS = new Set([
  'location',
  'stmt_len',
  'list_start',
  'list_end',
  'rexpr_list_start',
  'rexpr_list_end',
])

function canonical(node: Node): Node {
  if (Array.isArray(node)) return node.map(canonical)
  if (node === null || typeof node !== 'object') return node
  if ('TypeCast' in node) {
    const cast = node.TypeCast as TypeCast
    const elements = castElements(cast)
    if (elements) return canonical({ A_ArrayExpr: { elements } })
    return { TypeCast: canonicalMembers(withPlainName(cast)) }
  }
  return canonicalMembers(node)
}

function canonicalMembers(node: object): Node {
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => !POSITIONS.has(key) && !key.endsWith('_location'))
      .map(([key, value]) => [key, canonical(value)]),
  )
}

interface TypeCast {
  readonly arg?: {
    readonly A_Const?: { readonly sval?: { readonly sval?: string } }
    readonly A_ArrayExpr?: { readonly elements?: readonly Node[] }
  }
  readonly typeName?: {
    readonly names?: readonly { readonly String?: { readonly sval?: string } }[]
    readonly arrayBounds?: readonly Node[]
  }
}

/** The elements of (ARRAY[…])::type[], each cast by itself, which is how the server reads that back. */
function castElements({ arg, typeName }: TypeCast): Node[] | undefined {
  const elements = arg?.A_ArrayExpr?.elements
  if (!elements || !typeName?.arrayBounds) return undefined
  const { arrayBounds, ...elementType } = typeName
  return elements.map((element) => {
    const isArray = typeof element === 'object' && element !== null && 'A_ArrayExpr' in element
    return { TypeCast: { arg: element, typeName: isArray ? typeName : elementType } }
  })
}

/** A name inside a constant such as 'public."json"'::regclass, which each server quotes by its own grammar. */
function withPlainName(cast: TypeCast): TypeCast {
  const type = cast.typeName?.names?.at(-1)?.String?.sval ?? ''
  const name = cast.arg?.A_Const?.sval?.sval
  if (!/^reg[a-z]+$/.test(type) || name === undefined) return cast
  const sval = name.replace(/"([a-z_][a-z0-9_$]*)"/g, '$1')
  return { ...cast, arg: { A_Const: { sval: { sval } } } }
}

/** Drops the relation's name before columns of the outermost query when it reads exactly one relation. */
function unqualified(statement: Node): Node {
  const select = (statement as { SelectStmt?: { fromClause?: Node[] } }).SelectStmt
  const name = select?.fromClause?.length === 1 ? relationName(select.fromClause[0]) : undefined
  return name === undefined ? statement : { SelectStmt: dropQualifier(select, name) }
}

interface Relation {
  readonly relname?: string
  readonly alias?: { readonly aliasname?: string }
  /** What TABLESAMPLE samples. */
  readonly relation?: Node
}

const RELATIONS = new Set([
  'RangeVar',
  'RangeSubselect',
  'RangeFunction',
  'RangeTableFunc',
  'RangeTableSample',
  'JsonTable',
])

/** The name by which columns of an item of FROM are qualified; undefined for a join, which is more than one relation. */
function relationName(from: Node): string | undefined {
  const [kind, value] = Object.entries(from as Record<string, Relation>)[0] ?? []
  if (kind === undefined || value === undefined || !RELATIONS.has(kind)) return undefined
  return value.relation ? relationName(value.relation) : (value.alias?.aliasname ?? value.relname)
}

/** Names inside a nested query are qualified by every major, so nested queries stay as they are. */
function dropQualifier(node: Node, name: string): Node {
  if (Array.isArray(node)) return node.map((item) => dropQualifier(item, name))
  if (node === null || typeof node !== 'object' || 'SelectStmt' in node) return node
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
