import type { Shadow } from '../../shadow/make-shadow'
import { sql } from '../../sql/sql'

type Client = Pick<Shadow['client'], 'query'>

/**
 * Takes away what the roles that one may act as have set for objects that are yet to be made. pg_dump says what may be done
 * with an object as if nothing was set, so that everything it revoked would else be open after a restore; and it sets
 * defaults itself, last of all. Those of Supabase's own roles stay, of which its dumps say nothing.
 */
export async function clearDefaultPrivileges(client: Client): Promise<void> {
  const { rows } = await client.query(STATEMENTS)
  for (const { statement } of rows) await client.query(statement)
}

const STATEMENTS = sql`with defaults as (
    select pg_catalog.pg_get_userbyid(defaclrole) as role, nspname as schema, defaclobjtype as sort, defaclacl as acl,
      case defaclobjtype when 'r' then 'tables' when 'S' then 'sequences' when 'f' then 'functions' when 'T' then 'types'
        when 'n' then 'schemas' else 'large objects' end as many
    from pg_catalog.pg_default_acl left join pg_catalog.pg_namespace n on n.oid = defaclnamespace
    where pg_catalog.pg_has_role(defaclrole, 'member') and pg_catalog.pg_get_userbyid(defaclrole) not like 'supabase\_%'
  )
  select format('alter default privileges for role %I %s revoke all on %s from %s', role,
      case when schema is not null then format('in schema %I', schema) end, many,
      case when grantee = 0 then 'public' else quote_ident(pg_catalog.pg_get_userbyid(grantee)) end) as statement
    from defaults, lateral (select distinct grantee from pg_catalog.aclexplode(acl)) each
  union all
  -- What a server gives where nothing is set.
  select format('alter default privileges for role %I grant all on %s to %I', role, many, role)
    from defaults where schema is null
  union all
  select format('alter default privileges for role %I grant %s on %s to public', role,
      case sort when 'f' then 'execute' else 'usage' end, many)
    from defaults where schema is null and sort in ('f', 'T')`
