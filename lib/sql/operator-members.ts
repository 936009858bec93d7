import { extensionMembers } from './fragments'
import { functionSignature, operatorName, shownQualified, steady } from './names'
import { type Sql, sql } from './sql'

/**
 * Members of operator classes and families as JSON arrays of what CREATE OPERATOR CLASS says. A member hangs on a class
 * only when the class's indexes could not work without it; every major since 14 decides that alike, whichever statement
 * added the member. All others belong to the family.
 */
export const classOperators = (operatorClass: Sql): Sql =>
  members(
    OPERATOR,
    sql`pg_depend d join pg_amop m on m.oid = d.objid
    where d.classid = 'pg_amop'::regclass and d.refclassid = 'pg_opclass'::regclass and d.refobjid = ${operatorClass}`,
  )

export const classFunctions = (operatorClass: Sql): Sql =>
  members(
    FUNCTION,
    sql`pg_depend d join pg_amproc m on m.oid = d.objid
    where d.classid = 'pg_amproc'::regclass and d.refclassid = 'pg_opclass'::regclass and d.refobjid = ${operatorClass}`,
  )

/** Built-in families have members of their own and of extensions; only those that users added are given. */
export const familyOperators = (family: Sql): Sql =>
  members(
    OPERATOR,
    sql`pg_amop m where m.amopfamily = ${family} and m.oid >= 16384 and ${isLoose(sql`pg_amop`)}
    and (${family} >= 16384 or m.amopopr not in (${extensionMembers(sql`pg_operator`)}))`,
  )

export const familyFunctions = (family: Sql): Sql =>
  members(
    FUNCTION,
    sql`pg_amproc m where m.amprocfamily = ${family} and m.oid >= 16384 and ${isLoose(sql`pg_amproc`)}
    and (${family} >= 16384 or m.amproc::oid not in (${extensionMembers(sql`pg_proc`)}))`,
  )

const OPERATOR = sql`m.amopstrategy as number, 'OPERATOR ' || m.amopstrategy || ' ' || ${operatorName(sql`m.amopopr`)}
  || ' (' || ${steady(sql`format_type(m.amoplefttype, null)`)} || ', ' || ${steady(sql`format_type(m.amoprighttype, null)`)} || ')'
  || case when m.amoppurpose = 'o' then (
    select ' FOR ORDER BY ' || ${shownQualified(sql`sn.nspname`, sql`s.opfname`)}
    from pg_opfamily s join pg_namespace sn on sn.oid = s.opfnamespace where s.oid = m.amopsortfamily)
    else '' end as text`

const FUNCTION = sql`m.amprocnum as number, 'FUNCTION ' || m.amprocnum || ' (' || ${steady(sql`format_type(m.amproclefttype, null)`)}
  || ', ' || ${steady(sql`format_type(m.amprocrighttype, null)`)} || ') ' || ${functionSignature(sql`m.amproc`)} as text`

function members(item: Sql, from: Sql): Sql {
  return sql`(select json_agg(member.text order by member.number, member.text collate "C")::text
    from (select ${item} from ${from}) member)`
}

function isLoose(catalog: Sql): Sql {
  return sql`not exists (select from pg_depend d
    where d.classid = '${catalog}'::regclass and d.objid = m.oid and d.refclassid = 'pg_opclass'::regclass)`
}
