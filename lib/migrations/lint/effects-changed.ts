import type { AlterTableCmd, DropStmt, Node, RenameStmt } from 'libpg-query'
import type { Tree } from '../../sql/parse-statement'
import { type Effect, hasSchema, made, plain, type Space } from './effect'
import { nameOf, relationName, strings, trees, typeText, type WrittenName } from './nodes'

/** What a statement adds to a table, drops, renames or moves. */
export function effectsChanged(tree: Tree): Effect[] {
  return [
    ...tableChanges(tree),
    ...(tree.DropStmt ? dropped(tree.DropStmt) : []),
    ...trees(tree.DropRoleStmt?.roles).map((role) =>
      plain('drops', 'role', role.RoleSpec?.rolename ?? '', 'role', tree.DropRoleStmt?.missing_ok),
    ),
    ...(tree.RenameStmt ? renamed(tree.RenameStmt) : []),
    ...movedToSchema(tree),
  ]
}

function tableChanges({ AlterTableStmt: change }: Tree): Effect[] {
  const table = relationName(change?.relation)
  return trees(change?.cmds).flatMap(({ AlterTableCmd: command }) =>
    command ? commandEffects(command, table, change?.objtype === 'OBJECT_TYPE') : [],
  )
}

function commandEffects(
  { subtype, name = '', def, missing_ok }: AlterTableCmd,
  table: WrittenName | null,
  isType: boolean,
): Effect[] {
  const defined = def as Tree | undefined
  const noun = isType ? 'attribute' : 'column'
  switch (subtype) {
    case 'AT_AddColumn':
      return made('column', table, noun, missing_ok, [defined?.ColumnDef?.colname ?? ''])
    case 'AT_DropColumn':
      return asDrops(made('column', table, noun, missing_ok, [name]))
    case 'AT_AddConstraint':
      return constraintAdded(defined?.Constraint, table)
    case 'AT_DropConstraint':
      return asDrops(made('constraint', table, 'constraint', missing_ok, [name]))
    default:
      return []
  }
}

/** An index that becomes that of a constraint gets its name. */
function constraintAdded(constraint: Tree['Constraint'], table: WrittenName | null): Effect[] {
  const { conname, indexname } = constraint ?? {}
  if (!conname) return []
  const index = indexname && indexname !== conname ? table && { ...table, name: indexname } : null
  return [
    ...made('constraint', table, 'constraint', false, [conname]),
    ...asMoves(made('relation', index, 'index', true)),
  ]
}

function asDrops(effects: readonly Effect[]): Effect[] {
  return effects.map((effect) => ({ ...effect, does: 'drops' }))
}

function asMoves(effects: readonly Effect[]): Effect[] {
  return effects.map((effect) => ({ ...effect, does: 'drops', isMove: true }))
}

const DROPPED: Readonly<Record<string, readonly [Space, string]>> = {
  OBJECT_TABLE: ['relation', 'table'],
  OBJECT_FOREIGN_TABLE: ['relation', 'foreign table'],
  OBJECT_VIEW: ['relation', 'view'],
  OBJECT_MATVIEW: ['relation', 'materialized view'],
  OBJECT_INDEX: ['relation', 'index'],
  OBJECT_SEQUENCE: ['relation', 'sequence'],
  OBJECT_TYPE: ['type', 'type'],
  OBJECT_DOMAIN: ['type', 'domain'],
  OBJECT_SCHEMA: ['schema', 'schema'],
  OBJECT_EXTENSION: ['extension', 'extension'],
  OBJECT_POLICY: ['policy', 'policy'],
  OBJECT_TRIGGER: ['trigger', 'trigger'],
  OBJECT_FUNCTION: ['function', 'function'],
  OBJECT_PROCEDURE: ['function', 'procedure'],
  OBJECT_ROUTINE: ['function', 'routine'],
}

function dropped({ removeType, objects, missing_ok }: DropStmt): Effect[] {
  const [space, noun] = DROPPED[removeType ?? ''] ?? []
  if (!space || !noun) return []
  return (objects ?? []).flatMap((object) => {
    const names = namesIn(object)
    if (!hasSchema(space)) return [plain('drops', space, names.at(-1) ?? '', noun, missing_ok)]
    if (space === 'policy' || space === 'trigger') {
      return asDrops(made(space, nameOf(names.slice(0, -1)), noun, missing_ok, names.slice(-1)))
    }
    const routine = (object as Tree).ObjectWithArgs
    const part = space === 'function' ? [argumentTypes(routine)] : []
    return asDrops(made(space, nameOf(names), noun, missing_ok, part))
  })
}

/** `*` for a drop that names no arguments. */
function argumentTypes(routine: Tree['ObjectWithArgs']): string {
  if (!routine || routine.args_unspecified) return '*'
  return trees(routine.objargs)
    .map(({ TypeName }) => typeText(TypeName))
    .join(', ')
}

function namesIn(object: Node): string[] {
  const tree = object as Tree
  if (tree.String?.sval !== undefined) return [tree.String.sval]
  return strings(tree.List?.items ?? tree.TypeName?.names ?? tree.ObjectWithArgs?.objname)
}

const RENAMED: Readonly<Record<string, readonly [Space, string]>> = {
  OBJECT_TABLE: ['relation', 'table'],
  OBJECT_VIEW: ['relation', 'view'],
  OBJECT_MATVIEW: ['relation', 'materialized view'],
  OBJECT_INDEX: ['relation', 'index'],
  OBJECT_SEQUENCE: ['relation', 'sequence'],
  OBJECT_FOREIGN_TABLE: ['relation', 'foreign table'],
  OBJECT_COLUMN: ['column', 'column'],
  OBJECT_TABCONSTRAINT: ['constraint', 'constraint'],
  OBJECT_POLICY: ['policy', 'policy'],
  OBJECT_TRIGGER: ['trigger', 'trigger'],
  OBJECT_TYPE: ['type', 'type'],
  OBJECT_DOMAIN: ['type', 'domain'],
  OBJECT_FUNCTION: ['function', 'function'],
  OBJECT_PROCEDURE: ['function', 'procedure'],
  OBJECT_ROUTINE: ['function', 'routine'],
  OBJECT_AGGREGATE: ['function', 'aggregate'],
  OBJECT_SCHEMA: ['schema', 'schema'],
}

function renamed({
  renameType,
  relation,
  object,
  subname = '',
  newname = '',
  missing_ok,
}: RenameStmt): Effect[] {
  const [space, noun] = RENAMED[renameType ?? ''] ?? []
  if (!space || !noun) return []
  if (space === 'schema') {
    return [
      plain('drops', space, subname, noun, missing_ok),
      { ...plain('creates', space, newname, noun, missing_ok), from: { schema: null, name: subname } },
    ]
  }
  if (space === 'function')
    return routineMoved(object as Tree, noun, missing_ok, (name) => ({ ...name, name: newname }))
  const isPart = space === 'column' || space === 'constraint' || space === 'policy' || space === 'trigger'
  const written = space === 'type' ? nameOf(namesIn(object as Node)) : relationName(relation)
  if (isPart) {
    return [
      ...asDrops(made(space, written, noun, missing_ok, [subname])),
      ...made(space, written, noun, missing_ok, [newname]),
    ]
  }
  return [
    ...asMoves(made(space, written, noun, missing_ok)),
    ...movedFrom(written, made(space, written && { ...written, name: newname }, noun, missing_ok)),
  ]
}

function movedToSchema({ AlterObjectSchemaStmt: move }: Tree): Effect[] {
  const [space, noun] = RENAMED[move?.objectType ?? ''] ?? []
  if (!move || !noun) return []
  const schema = move.newschema ?? null
  if (space === 'function')
    return routineMoved(move.object as Tree, noun, move.missing_ok, (name) => ({ ...name, schema }))
  if (space !== 'relation' && space !== 'type') return []
  const written = space === 'type' ? nameOf(namesIn(move.object as Node)) : relationName(move.relation)
  return [
    ...asMoves(made(space, written, noun, move.missing_ok)),
    ...movedFrom(written, made(space, written && { ...written, schema }, noun, move.missing_ok)),
  ]
}

function routineMoved(
  object: Tree,
  noun: string,
  missingOk: boolean | undefined,
  to: (name: WrittenName) => WrittenName,
): Effect[] {
  const routine = object.ObjectWithArgs
  const [written, types] = [nameOf(strings(routine?.objname)), argumentTypes(routine)]
  return [
    ...asMoves(made('function', written, noun, missingOk, [types])),
    ...made('function', written && to(written), noun, missingOk, [types]),
  ]
}

function movedFrom(from: WrittenName | null, effects: readonly Effect[]): Effect[] {
  return effects.map((effect) => (from ? { ...effect, from } : effect))
}
