import type { Attached, Change, Judgement, Kind, Servers } from '../objects/kind'
import { listValue } from '../objects/list-value'
import { neededObjects } from '../objects/needed-objects'
import { isTrue, type Row, text } from '../objects/row'
import { qualifiedName, quoteName, quoteText } from '../sql/display'
import { deparsed, isUserMade, isUserSchema, roleName } from '../sql/fragments'
import { functionName, steady } from '../sql/names'
import { needs } from '../sql/needs'
import { sql } from '../sql/sql'
import { openedBy } from './privileges'
import { isSameSettings } from './setting-value'

/** Functions, procedures and window functions; aggregates are a kind of their own. */
export const functionKind: Kind = {
  name: 'function',
  label: { one: 'function', many: 'functions' },
  address: ['schema', 'name', 'argumentTypes'],
  fields: [
    { name: 'type', label: 'Type', severity: 'high' },
    {
      name: 'arguments',
      label: 'Arguments',
      severity: 'high',
      statement: (list) => `CREATE FUNCTION f(${list}) LANGUAGE sql`,
    },
    {
      name: 'result',
      label: 'Returns',
      severity: 'high',
      statement: (result) => `CREATE FUNCTION f() RETURNS ${result} LANGUAGE sql`,
    },
    { name: 'language', label: 'Language', severity: 'high' },
    {
      name: 'body',
      label: 'Body',
      text: 'code',
      severity: 'high',
      statement: (body) => (isSqlBody(body) ? `CREATE FUNCTION f() LANGUAGE sql ${body}` : undefined),
    },
    { name: 'library', label: 'Object file', severity: 'high' },
    { name: 'securityDefiner', label: 'Security definer', text: 'yesNo', severity: 'critical' },
    { name: 'settings', label: 'SET', text: 'list', severity: 'high', equal: isSameSettings },
    { name: 'volatility', label: 'Volatility', severity: 'medium' },
    { name: 'isStrict', label: 'Strict', text: 'yesNo', severity: 'medium' },
    { name: 'parallel', label: 'Parallel', severity: 'low' },
    { name: 'isLeakproof', label: 'Leakproof', text: 'yesNo', severity: 'medium' },
    { name: 'cost', label: 'Cost', severity: 'low' },
    { name: 'rows', label: 'Rows', severity: 'low' },
    { name: 'support', label: 'Support function', severity: 'low' },
    { name: 'transforms', label: 'Transforms', text: 'list', severity: 'low' },
    { name: 'owner', label: 'Owner', severity: 'low', role: 'owner' },
  ],
  details: ['needs'],
  deparses: true,
  isPresent: sql`exists (select from pg_proc where oid >= 16384)`,
  query: ({ busy }) => sql`
    select n.nspname as schema, p.proname as name, ${steady(sql`oidvectortypes(p.proargtypes)`)} as "argumentTypes",
      case p.prokind when 'p' then 'procedure' when 'w' then 'window function' else 'function' end as type,
      ${steady(sql`pg_get_function_arguments(p.oid)`)} as arguments,
      ${steady(sql`pg_get_function_result(p.oid)`)} as result,
      l.lanname as language,
      case when p.prosqlbody is not null then ${deparsed(sql`pg_get_function_sqlbody(p.oid)`, [sql`p.oid`], busy)} else p.prosrc end as body, p.probin as library,
      p.prosecdef as "securityDefiner",
      (select json_agg(setting order by setting collate "C")::text from unnest(p.proconfig) setting) as settings,
      case p.provolatile when 'i' then 'immutable' when 's' then 'stable' else 'volatile' end as volatility,
      p.proisstrict as "isStrict",
      case p.proparallel when 's' then 'safe' when 'r' then 'restricted' else 'unsafe' end as parallel,
      p.proleakproof as "isLeakproof", p.procost as cost,
      case when p.proretset then p.prorows end as rows,
      case when p.prosupport <> 0 then ${functionName(sql`p.prosupport`)} end as support,
      (select json_agg(named.type order by named.type collate "C")::text
        from (select ${steady(sql`format_type(t, null)`)} as type from unnest(p.protrftypes) t) named)
        as transforms,
      ${roleName(sql`p.proowner`)} as owner, ${needs(sql`pg_proc`, sql`p.oid`)} as needs
    from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace
    join pg_language l on l.oid = p.prolang
    where p.prokind <> 'a' and p.oid not in (${MADE_WITH_A_TYPE}) and ${isUserMade(sql`p.oid`, sql`pg_proc`)} and ${isUserSchema(sql`n`)}`,
  parent: (row) => ({ kind: 'schema', address: [text(row, 'schema')] }),
  requires: (row) => neededObjects(row).filter(({ kind }) => REQUIRED.has(kind)),
  missing: 'high',
  extra: 'medium',
  likeness: {
    of: ({ arguments: list = null, result = null, language = null, body }) =>
      body ? JSON.stringify([list, result, language, body]) : undefined,
    nameOf: (row) =>
      `${qualifiedName(text(row, 'schema'), text(row, 'name'))}(${text(row, 'argumentTypes')})`,
    words: 'has the same arguments and body',
  },
  judge,
  ddl,
}

/** The functions that come with a range type. */
const MADE_WITH_A_TYPE = sql`select part.objid from pg_depend part
  where part.classid = 'pg_proc'::regclass and part.deptype = 'i' and part.refclassid = 'pg_type'::regclass`

/** What a function follows when it is missing too; a type that only its arguments name is a difference of its own. */
const REQUIRED = new Set([
  'table',
  'view',
  'materialized-view',
  'foreign-table',
  'column',
  'function',
  'language',
  'extension',
])

function judge(
  { source, target, fields }: Change,
  _servers: Servers,
  attached: readonly Attached[] = [],
): Judgement {
  if (!target) return { meaning: 'Whatever calls it fails here.' }
  if (!source) return judgeExtra(target, attached)
  if (fields.includes('securityDefiner')) return judgeRights(target)
  if (
    fields.includes('settings') &&
    isTrue(target, 'securityDefiner') &&
    !hasOwnPath(target) &&
    hasOwnPath(source)
  )
    return { hazards: ['closesAccess'], meaning: OPEN_PATH }
  if (fields.includes('owner') && isTrue(target, 'securityDefiner')) return judgeOwner(source, target, fields)
  const isBodyOnly = fields.length === 1 && fields[0] === 'body'
  return isBodyOnly && withoutLineEnds(text(source, 'body')) === withoutLineEnds(text(target, 'body'))
    ? { severity: 'cosmetic', meaning: 'Only the ends of lines differ: carriage returns or spaces.' }
    : {}
}

/** Trigger functions cannot be called, whatever is granted. */
function judgeExtra(target: Row, attached: readonly Attached[]): Judgement {
  const isCallable = isTrue(target, 'securityDefiner') && !/trigger$/.test(target.result ?? '')
  const opened = isCallable ? openedBy(attached) : undefined
  return opened ? { severity: 'high', meaning: `${opened}: it runs with its owner's rights.` } : {}
}

/** Fields that say less than that it runs with the rights of another owner. */
const MINOR = new Set(['parallel', 'cost', 'rows', 'support', 'transforms', 'owner'])

function judgeOwner(source: Row, target: Row, fields: readonly string[]): Judgement {
  const meaning = `Whoever calls it, the function runs with the rights of ${target.owner} here and of ${source.owner} in the source.`
  return fields.every((field) => MINOR.has(field)) ? { severity: 'medium', meaning } : { meaning }
}

/** https://www.postgresql.org/docs/current/sql-createfunction.html#SQL-CREATEFUNCTION-SECURITY */
const OPEN_PATH =
  "Here the function, which runs with its owner's rights, looks names up in its caller's search_path: a caller can put objects of his own in their place."

function hasOwnPath(row: Row): boolean {
  return listValue(row.settings).some((setting) => setting.startsWith('search_path='))
}

function judgeRights(target: Row): Judgement {
  return isTrue(target, 'securityDefiner')
    ? {
        severity: 'critical',
        hazards: ['closesAccess'],
        meaning: "Here the function runs with its owner's rights, whoever calls it.",
      }
    : {
        severity: 'high',
        hazards: ['opensAccess'],
        meaning: "Here the function runs with its caller's rights, not its owner's.",
      }
}

function withoutLineEnds(body: string): string {
  return body.replaceAll(/[ \t\r]+$/gm, '')
}

function ddl(row: Row): string {
  const word = text(row, 'type') === 'procedure' ? 'PROCEDURE' : 'FUNCTION'
  const name = qualifiedName(text(row, 'schema'), text(row, 'name'))
  const transforms = listValue(row.transforms).map((type) => `FOR TYPE ${type}`)
  const parallel = text(row, 'parallel')
  return [
    `CREATE OR REPLACE ${word} ${name}(${text(row, 'arguments')})`,
    ...(row.result ? [`  RETURNS ${row.result}`] : []),
    `  LANGUAGE ${quoteName(text(row, 'language'))}`,
    ...(transforms.length > 0 ? [`  TRANSFORM ${transforms.join(', ')}`] : []),
    ...(text(row, 'type') === 'window function' ? ['  WINDOW'] : []),
    ...(text(row, 'volatility') === 'volatile' ? [] : [`  ${text(row, 'volatility').toUpperCase()}`]),
    ...(isTrue(row, 'isStrict') ? ['  STRICT'] : []),
    ...(isTrue(row, 'isLeakproof') ? ['  LEAKPROOF'] : []),
    ...(isTrue(row, 'securityDefiner') ? ['  SECURITY DEFINER'] : []),
    ...(parallel === 'unsafe' ? [] : [`  PARALLEL ${parallel.toUpperCase()}`]),
    ...(word === 'FUNCTION' ? [`  COST ${text(row, 'cost')}`] : []),
    ...(row.rows ? [`  ROWS ${row.rows}`] : []),
    ...(row.support ? [`  SUPPORT ${row.support}`] : []),
    ...listValue(row.settings).map(settingClause),
    bodyClause(row),
  ]
    .join('\n')
    .concat(';')
}

/** The catalog keeps the value of a list setting as it was quoted, and the value of any other one plain. */
function settingClause(setting: string): string {
  const equals = setting.indexOf('=')
  const [parameter, value] = [setting.slice(0, equals), setting.slice(equals + 1)]
  const isList = LIST_SETTINGS.has(parameter.toLowerCase())
  const name = parameter.split('.').map(quoteName).join('.')
  return `  SET ${name} TO ${isList ? value.replaceAll(/^""$/g, "''") : quoteText(value)}`
}

/** GUC_LIST_QUOTE in utils/misc/guc_tables.c. */
const LIST_SETTINGS = new Set([
  'local_preload_libraries',
  'search_path',
  'session_preload_libraries',
  'shared_preload_libraries',
  'temp_tablespaces',
  'unix_socket_directories',
])

/** Whether a body is SQL that the server parsed when the function was made, not a text it kept. */
function isSqlBody(body: string): boolean {
  return /^(BEGIN ATOMIC|RETURN )/.test(body)
}

function bodyClause(row: Row): string {
  const body = text(row, 'body')
  if (row.library) return `AS ${quoteText(row.library)}, ${quoteText(body)}`
  if (text(row, 'language') === 'sql' && isSqlBody(body)) return body
  let tag = '$function$'
  while (body.includes(tag)) tag = `$f${tag.slice(1)}`
  return `AS ${tag}${body}${tag}`
}
