import type { CreateFunctionStmt, CreateStmt, FunctionParameter } from 'libpg-query'
import type { Tree } from '../../sql/parse-statement'
import { type Effect, made, plain } from './effect'
import { nameOf, relationName, strings, trees, typeText } from './nodes'

/** What a `CREATE` statement makes, the columns and named constraints of a table included. */
export function effectsMade(tree: Tree): Effect[] {
  return [...relationsMade(tree), ...typesMade(tree), ...othersMade(tree)]
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
  const schemaName = schema?.schemaname ?? schema?.authrole?.rolename
  return [
    ...(schemaName ? [plain('creates', 'schema', schemaName, 'schema', schema?.if_not_exists)] : []),
    ...trees(schema?.schemaElts).flatMap((element) =>
      effectsMade(element).map((effect) => ({ ...effect, schema: effect.schema ?? schemaName ?? null })),
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
