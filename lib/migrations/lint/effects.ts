import type {
  AlterTableCmd,
  CreateFunctionStmt,
  CreateStmt,
  DropStmt,
  FunctionParameter,
  Node,
  RenameStmt,
} from 'libpg-query'
import type { Tree } from '../../sql/parse-statement'
import { nameOf, relationName, strings, trees, typeText, type WrittenName } from './nodes'

/** Where names are unique among each other. */
export type Space =
  | 'relation'
  | 'type'
  | 'function'
  | 'schema'
  | 'extension'
  | 'role'
  | 'policy'
  | 'trigger'
  | 'column'
  | 'constraint'

/** Something that a statement makes or takes away. */
export interface Effect {
  readonly does: 'creates' | 'drops'
  readonly space: Space
  /** The schema first, where the space has schemas; null for one that the search path gives. */
  readonly schema: string | null
  /** The name, after that of its table where it belongs to one; of a function, with the types of its arguments. */
  readonly name: readonly string[]
  /** What people call it, such as `materialized view`. */
  readonly noun: string
  /** Nothing fails when it is there already, or there no more. */
  readonly isLenient: boolean
  /** Of an index: the table that it is on. */
  readonly on?: WrittenName
  /** What it was before it was renamed or moved: then it is not new. */
  readonly from?: WrittenName
  /** It goes only to get another name or schema. */
  readonly isMove?: true
}

const SPACES_WITHOUT_SCHEMA: ReadonlySet<Space> = new Set(['schema', 'extension', 'role'])

/** Whether objects of this space lie in a schema. */
export function hasSchema(space: Space): boolean {
  return !SPACES_WITHOUT_SCHEMA.has(space)
}

/** What a statement makes and takes away, in its order; nothing is said of what `DO` blocks and functions do. */
export function effectsOf(tree: Tree): Effect[] {
  return [
    ...relationsMade(tree),
    ...typesMade(tree),
    ...othersMade(tree),
    ...tableChanges(tree),
    ...(tree.DropStmt ? dropped(tree.DropStmt) : []),
    ...(tree.DropRoleStmt
      ? trees(tree.DropRoleStmt.roles).map((role) =>
          plain('drops', 'role', role.RoleSpec?.rolename ?? '', 'role', tree.DropRoleStmt?.missing_ok),
        )
      : []),
    ...(tree.RenameStmt ? renamed(tree.RenameStmt) : []),
    ...movedToSchema(tree),
  ]
}

function made(
  space: Space,
  written: WrittenName | null,
  noun: string,
  isLenient: boolean | undefined,
  part: readonly string[] = [],
): Effect[] {
  if (!written) return []
  const { schema, name } = written
  return [{ does: 'creates', space, schema, name: [name, ...part], noun, isLenient: isLenient === true }]
}

function plain(
  does: Effect['does'],
  space: Space,
  name: string,
  noun: string,
  isLenient: boolean | undefined,
): Effect {
  return { does, space, schema: null, name: [name], noun, isLenient: isLenient === true }
}

function relationsMade({
  CreateStmt: table,
  CreateForeignTableStmt: foreign,
  CreateTableAsStmt: filled,
  ViewStmt: view,
  IndexStmt: index,
  CreateSeqStmt: sequence,
  SelectStmt: select,
}: Tree): Effect[] {
  const indexed = relationName(index?.relation)
  const indexName = index?.idxname && indexed ? { schema: indexed.schema, name: index.idxname } : null
  return [
    ...made('relation', relationName(table?.relation), 'table', table?.if_not_exists),
    ...columnsMade(table),
    ...made('relation', relationName(foreign?.base?.relation), 'foreign table', foreign?.base?.if_not_exists),
    ...made(
      'relation',
      relationName(filled?.into?.rel),
      filled?.objtype === 'OBJECT_MATVIEW' ? 'materialized view' : 'table',
      filled?.if_not_exists,
    ),
    ...made('relation', relationName(select?.intoClause?.rel), 'table', false),
    ...made('relation', relationName(view?.view), 'view', view?.replace),
    ...made('relation', indexName, 'index', index?.if_not_exists).map((effect) =>
      indexed ? { ...effect, on: indexed } : effect,
    ),
    ...made('relation', relationName(sequence?.sequence), 'sequence', sequence?.if_not_exists),
  ]
}

/** Parts of a new table are there when it is, and in nobody's way. */
function columnsMade(table: CreateStmt | undefined): Effect[] {
  const written = relationName(table?.relation)
  return trees(table?.tableElts).flatMap(({ ColumnDef: column, Constraint: constraint }) => [
    ...(column?.colname ? made('column', written, 'column', true, [column.colname]) : []),
    ...(constraint?.conname ? made('constraint', written, 'constraint', true, [constraint.conname]) : []),
  ])
}

function typesMade({
  CreateEnumStmt: enumType,
  CompositeTypeStmt: composite,
  CreateDomainStmt: domain,
  CreateRangeStmt: range,
}: Tree): Effect[] {
  return [
    ...made('type', nameOf(strings(enumType?.typeName)), 'type', false),
    ...made('type', relationName(composite?.typevar), 'type', false),
    ...made('type', nameOf(strings(domain?.domainname)), 'domain', false),
    ...made('type', nameOf(strings(range?.typeName)), 'type', false),
  ]
}

function othersMade({
  CreateSchemaStmt: schema,
  CreateExtensionStmt: extension,
  CreateRoleStmt: role,
  CreatePolicyStmt: policy,
  CreateTrigStmt: trigger,
  CreateFunctionStmt: routine,
}: Tree): Effect[] {
  return [
    ...(schema?.schemaname
      ? [plain('creates', 'schema', schema.schemaname, 'schema', schema.if_not_exists)]
      : []),
    ...trees(schema?.schemaElts).flatMap((element) =>
      effectsOf(element).map((effect) => ({
        ...effect,
        schema: effect.schema ?? schema?.schemaname ?? null,
      })),
    ),
    ...(extension?.extname
      ? [plain('creates', 'extension', extension.extname, 'extension', extension.if_not_exists)]
      : []),
    ...(role?.role ? [plain('creates', 'role', role.role, 'role', false)] : []),
    ...made('policy', relationName(policy?.table), 'policy', false, [policy?.policy_name ?? '']),
    ...made('trigger', relationName(trigger?.relation), 'trigger', trigger?.replace, [
      trigger?.trigname ?? '',
    ]),
    ...(routine ? routineMade(routine) : []),
  ]
}

function routineMade({ funcname, parameters, replace, is_procedure }: CreateFunctionStmt): Effect[] {
  const written = nameOf(strings(funcname))
  const types = trees(parameters).flatMap(({ FunctionParameter: each }) =>
    each && isInput(each) ? [each] : [],
  )
  const noun = is_procedure ? 'procedure' : 'function'
  return made('function', written, noun, replace, [types.map(({ argType }) => typeText(argType)).join(', ')])
}

function isInput({ mode }: FunctionParameter): boolean {
  return mode !== 'FUNC_PARAM_OUT' && mode !== 'FUNC_PARAM_TABLE'
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
      return defined?.Constraint?.conname
        ? made('constraint', table, 'constraint', false, [defined.Constraint.conname])
        : []
    case 'AT_DropConstraint':
      return asDrops(made('constraint', table, 'constraint', missing_ok, [name]))
    default:
      return []
  }
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
      plain('creates', space, newname, noun, missing_ok),
    ]
  }
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
  if (!move || (space !== 'relation' && space !== 'type') || !noun) return []
  const written = space === 'type' ? nameOf(namesIn(move.object as Node)) : relationName(move.relation)
  return [
    ...asMoves(made(space, written, noun, move.missing_ok)),
    ...movedFrom(
      written,
      made(space, written && { ...written, schema: move.newschema ?? null }, noun, move.missing_ok),
    ),
  ]
}

function movedFrom(from: WrittenName | null, effects: readonly Effect[]): Effect[] {
  return effects.map((effect) => (from ? { ...effect, from } : effect))
}

/** What `ALTER TYPE … ADD VALUE` adds; null for other statements. */
export function valueAdded({
  AlterEnumStmt: change,
}: Tree): { readonly type: string; readonly value: string } | null {
  const type = nameOf(strings(change?.typeName))
  return change?.newVal !== undefined && type && !change.oldVal
    ? { type: type.name, value: change.newVal }
    : null
}
