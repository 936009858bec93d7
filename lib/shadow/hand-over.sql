-- Makes a database that a superuser filled the one of `postgres`, who is none: run by that superuser in a template.
do $$
declare
  me oid := (select oid from pg_catalog.pg_roles where rolname = session_user);
  step text;
begin
  for step in
    select format('alter role %I nosuperuser', rolname) from pg_catalog.pg_roles where rolsuper and oid <> me
  loop
    execute step;
  end loop;
  for step in
    select format('alter schema %I owner to postgres', nspname)
      from pg_catalog.pg_namespace where nspowner = me and (oid >= 16384 or nspname = 'public')
    union all
    select format('alter %s %s owner to postgres',
        case relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence'
          when 'f' then 'foreign table' else 'table' end, oid::regclass)
      from pg_catalog.pg_class c where relowner = me and oid >= 16384 and relkind in ('r', 'p', 'v', 'm', 'S', 'f')
        and not exists (select from pg_catalog.pg_depend
          where classid = 'pg_class'::regclass and objid = c.oid and deptype in ('e', 'a', 'i'))
    union all
    select format('alter routine %s owner to postgres', oid::regprocedure)
      from pg_catalog.pg_proc p where proowner = me and oid >= 16384
        and not exists (select from pg_catalog.pg_depend
          where classid = 'pg_proc'::regclass and objid = p.oid and deptype = 'e')
    union all
    select format('alter type %s owner to postgres', oid::regtype)
      from pg_catalog.pg_type t where typowner = me and oid >= 16384 and typtype in ('d', 'e', 'r')
        and not exists (select from pg_catalog.pg_depend
          where classid = 'pg_type'::regclass and objid = t.oid and deptype in ('e', 'i'))
    union all
    select format('alter publication %I owner to postgres', pubname)
      from pg_catalog.pg_publication where pubowner = me
    union all
    -- As on the platform, `postgres` may do with the services' objects what their owners may.
    select format('grant %I to postgres', rolname)
      from pg_catalog.pg_roles r where not rolsuper and rolname <> 'postgres' and exists (
        select from pg_catalog.pg_shdepend where refclassid = 'pg_authid'::regclass and refobjid = r.oid
          and deptype = 'o' and dbid = (select oid from pg_catalog.pg_database where datname = current_database()))
  loop
    execute step;
  end loop;
  update pg_catalog.pg_extension set extowner = 'postgres'::regrole;
end
$$;

-- The code of a migration must never run as the superuser, and an event trigger is code that runs along with this.
create function pg_catalog.lockstep_create_extension(name text, schema text, is_optional boolean, is_cascading boolean)
returns void language plpgsql security definer
set search_path = pg_catalog, pg_temp set session_replication_role = replica as $$
begin
  if is_optional and exists (select from pg_extension where extname = name) then
    return;
  end if;
  if name <> all (:extensions::text[]) or exists (select from pg_event_trigger where evtenabled in ('A', 'R')) then
    raise insufficient_privilege using message = format('permission denied to create extension "%s"', name);
  end if;
  execute format('create extension %I %s %s', name,
    case when schema is not null then format('schema %I', schema) end, case when is_cascading then 'cascade' end);
  update pg_extension set extowner = 'postgres'::regrole where extowner = current_user::regrole;
  -- Neither of these may open a connection from here.
  if name = 'postgres_fdw' then
    update pg_foreign_data_wrapper set fdwhandler = 0, fdwowner = 'postgres'::regrole
      where fdwname = 'postgres_fdw';
  elsif name = 'dblink' then
    update pg_proc set proacl = array[makeaclitem(current_user::regrole, current_user::regrole, 'EXECUTE', false)]
      where oid in (select objid from pg_depend where classid = 'pg_proc'::regclass and deptype = 'e'
        and refobjid = (select oid from pg_extension where extname = 'dblink'));
  end if;
end
$$;

create function pg_catalog.lockstep_create_event_trigger(name text, event text, tags text[], routine regproc)
returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  execute format('create event trigger %I on %I %s execute function %s()', name, event,
    (select 'when tag in (' || string_agg(quote_literal(tag), ', ') || ')' from unnest(tags) as t (tag)), routine);
  update pg_event_trigger set evtowner = 'postgres'::regrole where evtname = name;
end
$$;

-- As members of an extension they are no objects of the project.
alter extension plpgsql add function pg_catalog.lockstep_create_extension(text, text, boolean, boolean);
alter extension plpgsql add function pg_catalog.lockstep_create_event_trigger(text, text, text[], regproc);
