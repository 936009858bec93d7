import type { Kind } from '../objects/kind'
import { neededObjects } from '../objects/needed-objects'
import { isTrue, type Row, text } from '../objects/row'
import { qualifiedName, quoteText } from '../sql/display'
import { isUserMade, isUserSchema, roleName } from '../sql/fragments'
import { functionName, operatorName, steady, typeName } from '../sql/names'
import { needs } from '../sql/needs'
import { type Sql, sql } from '../sql/sql'

/** Aggregates: ordinary, ordered-set and hypothetical-set ones, with what they do in a moving window. */
export const aggregate: Kind = {
  name: 'aggregate',
  label: { one: 'aggregate', many: 'aggregates' },
  address: ['schema', 'name', 'argumentTypes'],
  fields: [
    { name: 'type', label: 'Type', severity: 'high' },
    { name: 'arguments', label: 'Arguments', severity: 'high' },
    { name: 'result', label: 'Returns', severity: 'high' },
    { name: 'transition', label: 'Transition function', severity: 'high' },
    { name: 'state', label: 'State type', severity: 'high' },
    { name: 'stateSize', label: 'State size', severity: 'low' },
    { name: 'initial', label: 'Initial state', severity: 'high' },
    { name: 'final', label: 'Final function', severity: 'high' },
    { name: 'finalExtra', label: 'Final function takes the arguments', text: 'yesNo', severity: 'medium' },
    { name: 'finalModifies', label: 'Final function modifies the state', severity: 'medium' },
    { name: 'combine', label: 'Combine function', severity: 'medium' },
    { name: 'serialize', label: 'Serialize function', severity: 'medium' },
    { name: 'deserialize', label: 'Deserialize function', severity: 'medium' },
    { name: 'movingTransition', label: 'Moving: transition function', severity: 'high' },
    { name: 'movingInverse', label: 'Moving: inverse transition function', severity: 'high' },
    { name: 'movingState', label: 'Moving: state type', severity: 'high' },
    { name: 'movingStateSize', label: 'Moving: state size', severity: 'low' },
    { name: 'movingInitial', label: 'Moving: initial state', severity: 'high' },
    { name: 'movingFinal', label: 'Moving: final function', severity: 'high' },
    {
      name: 'movingFinalExtra',
      label: 'Moving: final function takes the arguments',
      text: 'yesNo',
      severity: 'medium',
    },
    { name: 'movingFinalModifies', label: 'Moving: final function modifies the state', severity: 'medium' },
    { name: 'sortOperator', label: 'Sort operator', severity: 'medium' },
    { name: 'parallel', label: 'Parallel', severity: 'low' },
    { name: 'owner', label: 'Owner', severity: 'low', role: 'owner' },
  ],
  details: ['needs'],
  isPresent: sql`exists (select from pg_aggregate where ${isUserMade(sql`aggfnoid`, sql`pg_proc`)})`,
  query: () => sql`
    select n.nspname as schema, p.proname as name, ${steady(sql`oidvectortypes(p.proargtypes)`)} as "argumentTypes",
      case a.aggkind when 'o' then 'ordered-set' when 'h' then 'hypothetical-set' else 'ordinary' end as type,
      ${steady(sql`pg_get_function_arguments(p.oid)`)} as arguments, ${steady(sql`pg_get_function_result(p.oid)`)} as result,
      ${functionName(sql`a.aggtransfn`)} as transition, ${typeName(sql`a.aggtranstype`)} as state,
      nullif(a.aggtransspace, 0) as "stateSize", a.agginitval as initial,
      ${functionName(sql`a.aggfinalfn`)} as final, a.aggfinalextra as "finalExtra",
      ${finalModifies(sql`a.aggfinalmodify`)} as "finalModifies", ${functionName(sql`a.aggcombinefn`)} as combine,
      ${functionName(sql`a.aggserialfn`)} as serialize, ${functionName(sql`a.aggdeserialfn`)} as deserialize,
      ${functionName(sql`a.aggmtransfn`)} as "movingTransition", ${functionName(sql`a.aggminvtransfn`)} as "movingInverse",
      ${typeName(sql`a.aggmtranstype`)} as "movingState", nullif(a.aggmtransspace, 0) as "movingStateSize",
      a.aggminitval as "movingInitial", ${functionName(sql`a.aggmfinalfn`)} as "movingFinal",
      a.aggmfinalextra as "movingFinalExtra",
      case when a.aggmtransfn <> 0 then ${finalModifies(sql`a.aggmfinalmodify`)} end as "movingFinalModifies",
      ${operatorName(sql`a.aggsortop`)} as "sortOperator",
      case p.proparallel when 's' then 'safe' when 'r' then 'restricted' else 'unsafe' end as parallel,
      ${roleName(sql`p.proowner`)} as owner, ${needs(sql`pg_proc`, sql`p.oid`)} as needs
    from pg_aggregate a
    join pg_proc p on p.oid = a.aggfnoid
    join pg_namespace n on n.oid = p.pronamespace
    where ${isUserMade(sql`p.oid`, sql`pg_proc`)} and ${isUserSchema(sql`n`)}`,
  parent: (row) => ({ kind: 'schema', address: [text(row, 'schema')] }),
  requires: neededObjects,
  missing: 'high',
  extra: 'low',
  ddl,
}

function finalModifies(letter: Sql): Sql {
  return sql`case ${letter} when 'r' then 'read only' when 's' then 'shareable' else 'read write' end`
}

/** Parameters of CREATE AGGREGATE whose value is the column's text, in the order of the manual. */
const PARAMETERS: readonly (readonly [column: string, parameter: string])[] = [
  ['transition', 'SFUNC'],
  ['state', 'STYPE'],
  ['stateSize', 'SSPACE'],
  ['final', 'FINALFUNC'],
  ['combine', 'COMBINEFUNC'],
  ['serialize', 'SERIALFUNC'],
  ['deserialize', 'DESERIALFUNC'],
  ['movingTransition', 'MSFUNC'],
  ['movingInverse', 'MINVFUNC'],
  ['movingState', 'MSTYPE'],
  ['movingStateSize', 'MSSPACE'],
  ['movingFinal', 'MFINALFUNC'],
  ['parallel', 'PARALLEL'],
]

function ddl(row: Row): string {
  const parts = PARAMETERS.flatMap(([column, parameter]) =>
    row[column] ? [`${parameter} = ${row[column]}`] : [],
  )
  if (isTrue(row, 'finalExtra')) parts.push('FINALFUNC_EXTRA')
  parts.push(`FINALFUNC_MODIFY = ${parameterWord(row, 'finalModifies')}`)
  if (typeof row.initial === 'string') parts.push(`INITCOND = ${quoteText(row.initial)}`)
  if (isTrue(row, 'movingFinalExtra')) parts.push('MFINALFUNC_EXTRA')
  if (row.movingFinalModifies) parts.push(`MFINALFUNC_MODIFY = ${parameterWord(row, 'movingFinalModifies')}`)
  if (typeof row.movingInitial === 'string') parts.push(`MINITCOND = ${quoteText(row.movingInitial)}`)
  if (row.sortOperator) parts.push(`SORTOP = OPERATOR(${row.sortOperator})`)
  if (text(row, 'type') === 'hypothetical-set') parts.push('HYPOTHETICAL')
  const name = qualifiedName(text(row, 'schema'), text(row, 'name'))
  return `CREATE AGGREGATE ${name}(${text(row, 'arguments') || '*'}) (\n  ${parts.join(',\n  ')}\n);`
}

function parameterWord(row: Row, column: string): string {
  return text(row, column).replace(' ', '_').toUpperCase()
}
