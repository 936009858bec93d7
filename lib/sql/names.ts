import { type Sql, sql } from './sql'

/**
 * A name, quoted unless it is a plain lower-case word. quote_ident, regclass and regproc quote what the grammar of their
 * own server version reserves, so they print one name in two ways on two majors.
 */
export function shownName(name: Sql): Sql {
  return sql`case when ${name} ~ '^[a-z_][a-z0-9_$]*$' then ${name}::text
    else '"' || replace(${name}::text, '"', '""') || '"' end`
}

/** A name after its schema's, which is left out for what is built in. */
export function shownQualified(schema: Sql, name: Sql): Sql {
  return sql`case when ${schema} = 'pg_catalog' then '' else ${shownName(schema)} || '.' end || ${shownName(name)}`
}

/** The name of a function by OID, without its arguments; null for none. */
export function functionName(oid: Sql): Sql {
  return sql`(select ${FUNCTION_NAME} from ${NAMED_FUNCTION} where named_function.oid = ${oid})`
}

/** The name and argument types of a function by OID; null for none. */
export function functionSignature(oid: Sql): Sql {
  return sql`(select ${FUNCTION_NAME} || '(' || oidvectortypes(named_function.proargtypes) || ')'
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
  return sql`case when ${oid} <> 0 then format_type(${oid}, null) end`
}
