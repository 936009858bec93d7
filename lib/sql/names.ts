import { literal, type Sql, sql } from './sql'

/**
 * A name in the manner of quoteName of ./display. quote_ident, regclass and regproc quote what the grammar of their own
 * server version reserves, so they print one name in two ways on two majors: the words of which that is so are told apart,
 * and names with a dollar sign, which quote_ident always quotes.
 */
export function shownName(name: Sql): Sql {
  // Almost all names are plain to quote_ident and to us, which is asked first.
  return sql`case when quote_ident(${name}) = ${name} and ${name} <> 'system_user' then ${name}::text
    when ${name} = any ('{${PLAIN_WORDS}}') or strpos(${name}, '$') > 0 and ${name} ~ '^[a-z_][a-z0-9_$]*$' then ${name}::text
    when ${name} = 'system_user' then '"system_user"' else quote_ident(${name}) end`
}

/** A name after its schema's, which is left out for what is built in. */
export function shownQualified(schema: Sql, name: Sql): Sql {
  return sql`case when ${schema} = 'pg_catalog' then '' else ${shownName(schema)} || '.' end || ${shownName(name)}`
}

/** Words that some of the majors 14 to 18 quote, or all, and that are written plain all the same. */
const PLAIN_WORDS = sql`json,json_array,json_arrayagg,json_exists,json_object,json_objectagg,json_query,json_scalar,json_serialize,json_table,json_value,merge_action,normalize`

/** The name of a function by OID, without its arguments; null for none. */
export function functionName(oid: Sql): Sql {
  return sql`(select ${FUNCTION_NAME} from ${NAMED_FUNCTION} where named_function.oid = ${oid})`
}

/** The name and argument types of a function by OID; null for none. */
export function functionSignature(oid: Sql): Sql {
  return sql`(select ${FUNCTION_NAME} || '(' || ${steady(sql`oidvectortypes(named_function.proargtypes)`)} || ')'
    from ${NAMED_FUNCTION} where named_function.oid = ${oid})`
}

const FUNCTION_NAME = shownQualified(sql`function_schema.nspname`, sql`named_function.proname`)
const NAMED_FUNCTION = sql`pg_proc named_function
  join pg_namespace function_schema on function_schema.oid = named_function.pronamespace`

/** The name of an operator by OID, without its operands; null for none. */
export function operatorName(oid: Sql): Sql {
  return sql`(select case when operator_schema.nspname = 'pg_catalog' then ''
      else ${shownName(sql`operator_schema.nspname`)} || '.' end || named_operator.oprname
    from pg_operator named_operator
    join pg_namespace operator_schema on operator_schema.oid = named_operator.oprnamespace
    where named_operator.oid = ${oid})`
}

/** The name of a type by OID; null for none. */
export function typeName(oid: Sql): Sql {
  return sql`case when ${oid} <> 0 then ${steady(sql`format_type(${oid}, null)`)} end`
}

/**
 * What format_type, oidvectortypes or pg_get_function_arguments prints, without the quotes around words that some of the
 * majors 14 to 18 reserve and others do not.
 */
export function steady(printed: Sql): Sql {
  // To search a text for a quote costs a tenth of what a regular expression does.
  return sql`case when strpos(${printed}, '"') = 0 then ${printed}
    else regexp_replace(${printed}, '"(${UNSTEADY})"', ${literal('\\1')}, 'g') end`
}

/** The type of a column, from its pg_attribute row; only users give types such names, and columns are many. */
export function columnType(attribute: Sql): Sql {
  const printed = sql`format_type(${attribute}.atttypid, ${attribute}.atttypmod)`
  return sql`case when ${attribute}.atttypid < 16384 then ${printed} else ${steady(printed)} end`
}

/** By pg_get_keywords() of these majors. */
const UNSTEADY = sql`json|json_array|json_arrayagg|json_exists|json_object|json_objectagg|json_query|json_scalar|json_serialize|json_table|json_value|merge_action|system_user`
