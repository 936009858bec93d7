import type { ObjectWithArgs, TypeName } from 'libpg-query'
import type { Tree } from '../../sql/parse-statement'
import { effectsOf } from './effects'
import type { NamedSpace } from './facts'
import { strings, TEMPORARY, trees, walk } from './nodes'

/** The last part of the name of something that a statement needs. */
export interface NeededName {
  readonly space: NamedSpace
  readonly name: string
}

/** The types, functions and schemas without which a statement fails, but where it says that it may do nothing. */
export function namesNeeded(tree: Tree): NeededName[] {
  // What options of a definition say may be a type, a function or a word.
  if (tree.DefineStmt || isLenient(tree)) return []
  const nodes = walk(tree)
  const needed = [
    ...typesNeeded(tree, nodes).map((name): NeededName => ({ space: 'type', name })),
    ...functionsNeeded(tree, nodes).map((name): NeededName => ({ space: 'function', name })),
    ...schemasNeeded(tree).map((name): NeededName => ({ space: 'schema', name })),
  ]
  const isFirst = ({ space, name }: NeededName, i: number) =>
    !needed.slice(0, i).some((other) => other.space === space && other.name === name)
  return needed.filter(isFirst)
}

/** With `if exists` or `if not exists`, what the rest of the statement names is not always looked for. */
function isLenient({
  AlterTableStmt: change,
  CreateStmt: table,
  DropStmt: drop,
  RenameStmt: rename,
}: Tree): boolean {
  const isAdded = trees(change?.cmds).some(({ AlterTableCmd }) => AlterTableCmd?.missing_ok)
  return Boolean(
    change?.missing_ok || isAdded || table?.if_not_exists || drop?.missing_ok || rename?.missing_ok,
  )
}

/** Words for an integer with a sequence of its own. */
const SERIAL = /^(?:(?:small|big)?serial|serial[248])$/

/** Options whose value is a type; the grammar takes the words of all others for types, too: `fastupdate = off`. */
const TYPED_OPTIONS = new Set(['as', 'subtype'])

function typesNeeded({ AlterEnumStmt: change, RenameStmt: rename }: Tree, nodes: readonly Tree[]): string[] {
  const words = new Set<object | undefined>(
    nodes.map(({ DefElem: option }) =>
      TYPED_OPTIONS.has(option?.defname ?? '') ? undefined : (option?.arg as Tree | undefined)?.TypeName,
    ),
  )
  const renamed = rename?.renameType === 'OBJECT_TYPE' ? strings((rename.object as Tree).List?.items) : []
  const written = nodes.flatMap((node) =>
    isTypeName(node) && !node.pct_type && !words.has(node) ? strings(node.names).slice(-1) : [],
  )
  return [...written, ...strings(change?.typeName).slice(-1), ...renamed.slice(-1)].filter(
    (name) => !SERIAL.test(name),
  )
}

/** Where the grammar has only types, they are not wrapped. */
function isTypeName(node: object): node is TypeName {
  return 'names' in node && 'typemod' in node
}

function functionsNeeded(
  { CreateTrigStmt: trigger, CreateEventTrigStmt: event, CallStmt: call }: Tree,
  nodes: readonly Tree[],
): string[] {
  const called = nodes.flatMap(({ FuncCall }) => strings(FuncCall?.funcname).slice(-1))
  const named = nodes.flatMap((node) => (isRoutine(node) ? strings(node.objname).slice(-1) : []))
  return [
    ...called,
    ...named,
    ...[trigger?.funcname, event?.funcname, call?.funccall?.funcname].flatMap((name) =>
      strings(name).slice(-1),
    ),
  ].filter((name) => /\w/.test(name))
}

function isRoutine(node: object): node is ObjectWithArgs {
  return 'objname' in node
}

function schemasNeeded(tree: Tree): string[] {
  const { GrantStmt: grant, AlterDefaultPrivilegesStmt: defaults, AlterObjectSchemaStmt: move } = tree
  const made = effectsOf(tree).flatMap(({ does, schema }) =>
    does === 'creates' && schema !== null ? [schema] : [],
  )
  const ofDefaults = trees(defaults?.options).flatMap(({ DefElem: option }) =>
    option?.defname === 'schemas' ? strings((option.arg as Tree | undefined)?.List?.items) : [],
  )
  return [
    ...made,
    ...(grant?.objtype === 'OBJECT_SCHEMA' || grant?.targtype === 'ACL_TARGET_ALL_IN_SCHEMA'
      ? strings(grant.objects)
      : []),
    ...ofDefaults,
    ...(move?.newschema ? [move.newschema] : []),
  ].filter((schema) => schema !== TEMPORARY)
}
