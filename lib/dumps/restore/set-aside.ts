import type { Shadow } from '../../shadow/make-shadow'
import { type Sql, sql } from '../../sql/sql'
import { oids } from './target-contents'

type Client = Pick<Shadow['client'], 'query'>

/** Something that goes along with what is replaced although no dump holds it, and how to make it again. */
export interface SetAside {
  /** For people. */
  readonly name: string
  readonly statement: string
}

/**
 * Triggers and policies on tables that stay, such as those of Supabase's Auth and Storage, that call functions of schemas
 * that are replaced.
 */
export async function setAside(client: Client, schemas: readonly string[]): Promise<SetAside[]> {
  const inside = oids(schemas)
  const { rows } = await client.query(sql`${triggers(inside)} union all ${policies(inside)}`)
  return rows
}

function triggers(inside: Sql): Sql {
  return sql`select format('trigger %s on %s', quote_ident(t.tgname), t.tgrelid::regclass) as name,
      pg_get_triggerdef(t.oid) || case t.tgenabled when 'O' then '' else format('; alter table %s %s trigger %I',
        t.tgrelid::regclass, case t.tgenabled when 'D' then 'disable' when 'R' then 'enable replica'
          else 'enable always' end, t.tgname) end as statement
    from pg_catalog.pg_trigger t join pg_catalog.pg_class c on c.oid = t.tgrelid
      join pg_catalog.pg_proc p on p.oid = t.tgfoid
    where not t.tgisinternal and t.tgparentid = 0 and p.pronamespace in (${inside}) and c.relnamespace not in (${inside})`
}

function policies(inside: Sql): Sql {
  return sql`select distinct format('policy %s on %s', quote_ident(p.polname), p.polrelid::regclass),
      format('create policy %I on %s as %s for %s to %s', p.polname, p.polrelid::regclass,
        case when p.polpermissive then 'permissive' else 'restrictive' end,
        case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete'
          else 'all' end,
        (select string_agg(case when r.oid = 0 then 'public' else quote_ident(pg_get_userbyid(r.oid)) end, ', ')
          from unnest(p.polroles) r (oid)))
      || coalesce(' using (' || pg_get_expr(p.polqual, p.polrelid) || ')', '')
      || coalesce(' with check (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', '')
    from pg_catalog.pg_policy p join pg_catalog.pg_class c on c.oid = p.polrelid
    where c.relnamespace not in (${inside}) and exists (
      select from pg_catalog.pg_depend d
      where d.classid = 'pg_policy'::regclass and d.objid = p.oid and (
        d.refclassid = 'pg_proc'::regclass and d.refobjid in (select oid from pg_proc where pronamespace in (${inside}))
        or d.refclassid = 'pg_class'::regclass and d.refobjid in (select oid from pg_class where relnamespace in (${inside}))
        or d.refclassid = 'pg_type'::regclass and d.refobjid in (select oid from pg_type where typnamespace in (${inside}))))`
}

/**
 * Makes them again, as far as what they call is there again.
 * @returns what could not be put back, as lines for people.
 */
export async function putBack(client: Client, aside: readonly SetAside[]): Promise<string[]> {
  const lost: string[] = []
  for (const { name, statement } of aside) {
    await client.query('savepoint put_back')
    try {
      await client.query(statement)
    } catch (error) {
      await client.query('rollback to savepoint put_back')
      lost.push(`The ${name} could not be put back: ${(error as Error).message}`)
    }
  }
  return lost
}
