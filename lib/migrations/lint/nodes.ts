import type { Node, RangeVar, TypeName } from 'libpg-query'
import type { Tree } from '../../sql/parse-statement'

/** A name as a statement writes it; the schema is null where it leaves that to the search path. */
export interface WrittenName {
  readonly schema: string | null
  readonly name: string
}

/** The nodes of a list, each to be read by its kind. */
export function trees(nodes: readonly Node[] | undefined): Tree[] {
  return (nodes ?? []) as Tree[]
}

/** The texts of a list of names. */
export function strings(nodes: readonly Node[] | undefined): string[] {
  return trees(nodes).flatMap((node) => node.String?.sval ?? [])
}

/** The schema of what only one session sees. */
export const TEMPORARY = 'pg_temp'

/** The name of a relation. */
export function relationName(relation: RangeVar | undefined): WrittenName | null {
  if (!relation?.relname) return null
  const schema = relation.relpersistence === 't' ? TEMPORARY : (relation.schemaname ?? null)
  return { schema, name: relation.relname }
}

/** A name of one part or two; of three, the first is the database. */
export function nameOf(parts: readonly string[]): WrittenName | null {
  const name = parts.at(-1)
  return name === undefined ? null : { schema: parts.at(-2) ?? null, name }
}

/** What a `WITH`-like list of options says of one of them: its value, `true` where it has none, null where it is not there. */
function option(options: readonly Node[] | undefined, name: string): Tree | true | null {
  const found = trees(options).find((node) => node.DefElem?.defname === name)?.DefElem
  if (!found) return null
  return (found.arg as Tree | undefined) ?? true
}

/** Whether an option is there and not turned off. */
export function isOn(options: readonly Node[] | undefined, name: string): boolean {
  const value = option(options, name)
  if (value === null || value === true) return value === true
  const word = value.String?.sval?.toLowerCase() ?? value.Boolean?.boolval
  return word !== 'false' && word !== 'off' && word !== false && value.Integer?.ival !== 0
}

/** The body of a `DO` block, as its language reads it. */
export function doBody(tree: Tree): string | null {
  const body = tree.DoStmt && option(tree.DoStmt.args, 'as')
  return body && body !== true ? (body.String?.sval ?? null) : null
}

const walked = new WeakMap<object, readonly Tree[]>()

/** Every node of a tree, the outermost first. Many rules ask for those of one statement, so they are kept with it. */
export function walk(node: unknown): readonly Tree[] {
  if (node === null || typeof node !== 'object') return []
  const known = walked.get(node)
  if (known) return known
  const nodes: Tree[] = []
  collect(node, nodes)
  walked.set(node, nodes)
  return nodes
}

function collect(node: object, into: Tree[]): void {
  if (!Array.isArray(node)) into.push(node as Tree)
  for (const each of Object.values(node)) {
    if (each !== null && typeof each === 'object') collect(each, into)
  }
}

/** Types whose name in the grammar is not what `format_type` prints. */
const PRINTED: Readonly<Record<string, string>> = {
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  float4: 'real',
  float8: 'double precision',
  bool: 'boolean',
  varchar: 'character varying',
  bpchar: 'character',
  varbit: 'bit varying',
  timestamp: 'timestamp without time zone',
  timestamptz: 'timestamp with time zone',
  time: 'time without time zone',
  timetz: 'time with time zone',
  decimal: 'numeric',
  serial: 'integer',
  serial4: 'integer',
  serial2: 'smallint',
  smallserial: 'smallint',
  serial8: 'bigint',
  bigserial: 'bigint',
}

/** A type as `format_type` prints it, without the schema: `character varying(20)`, `text[]`. */
export function typeText(type: TypeName | undefined): string {
  const base = strings(type?.names).at(-1) ?? ''
  const printed = PRINTED[base] ?? base
  const modifiers = trees(type?.typmods).map((node) => String(node.A_Const?.ival?.ival ?? ''))
  const isPlain = modifiers.length > 0 && modifiers.every((each) => each !== '')
  const [head = '', ...rest] = printed.split(' ')
  const withLength = !isPlain
    ? printed
    : /^time/.test(printed)
      ? [`${head}(${modifiers.join(',')})`, ...rest].join(' ')
      : `${printed}(${modifiers.join(',')})`
  return withLength + '[]'.repeat(type?.arrayBounds?.length ?? 0)
}
