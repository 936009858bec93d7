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

create function pg_catalog.lockstep_objects() returns table (classid oid, objid oid)
language sql stable set search_path = pg_catalog as $$
  select 'pg_namespace'::regclass, oid from pg_namespace where oid >= 16384 and nspname !~ '^pg_' union all
  select 'pg_class'::regclass, oid from pg_class where oid >= 16384 and relkind in ('r', 'v', 'S', 'm')
    and relnamespace <> pg_my_temp_schema() union all
  select 'pg_type'::regclass, oid from pg_type t where oid >= 16384 and typelem = 0
    and not exists (select from pg_class where pg_class.oid = typrelid and relkind <> 'c') union all
  select 'pg_class'::regclass, oid from pg_class where oid >= 16384 and relkind = 'c' union all
  select 'pg_proc'::regclass, oid from pg_proc where oid >= 16384 union all
  select 'pg_operator'::regclass, oid from pg_operator where oid >= 16384 union all
  select 'pg_opclass'::regclass, oid from pg_opclass where oid >= 16384 union all
  select 'pg_opfamily'::regclass, oid from pg_opfamily where oid >= 16384 union all
  select 'pg_am'::regclass, oid from pg_am where oid >= 16384 union all
  select 'pg_cast'::regclass, oid from pg_cast where oid >= 16384
$$;

-- Something of ours in the place of an extension that the server does not have: its objects, as members of an extension.
create function pg_catalog.lockstep_stand_in(name text, schema text, is_optional boolean)
returns void language plpgsql security definer
set search_path = pg_catalog, pg_temp set session_replication_role = replica as $lockstep$
declare
  script text := :stand_ins::jsonb ->> name;
  me oid := current_user::regrole;
  owner oid := 'postgres'::regrole;
  extension oid := pg_nextoid('pg_extension', 'oid', 'pg_extension_oid_index');
  -- Some extensions are always in a schema of their own, which they bring along.
  own text := '{"pg_cron": "pg_catalog", "pg_graphql": "graphql", "pg_tle": "pgtle", "pgmq": "pgmq", "supabase-dbdev": "dbdev",
    "pgsodium": "pgsodium", "supabase_vault": "vault"}'::jsonb ->> name;
  target text := coalesce(own, schema);
  place oid;
  before text[];
begin
  if exists (select from pg_extension where extname = name) then
    if is_optional then
      return;
    end if;
    raise duplicate_object using message = format('extension "%s" already exists', name);
  end if;
  if script is null or exists (select from pg_event_trigger where evtenabled in ('A', 'R')) then
    raise insufficient_privilege using message = format('permission denied to create extension "%s"', name);
  end if;
  if target is null then
    raise invalid_schema_name using message = 'no schema has been selected to create in';
  end if;
  if own is not null and not exists (select from pg_namespace where nspname = own) then
    execute format('create schema %I', own);
    update pg_namespace set nspowner = owner where nspname = own;
  end if;
  select n.oid into place from pg_namespace n where nspname = target;
  if place is null then
    raise invalid_schema_name using message = format('schema "%s" does not exist', target);
  end if;
  insert into pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
    values (extension, name, owner, place, false, 'stand-in');
  insert into pg_depend values ('pg_extension'::regclass, extension, 0, 'pg_namespace'::regclass, place, 0, 'n');
  before := array(select format('%s %s', classid, objid) from pg_catalog.lockstep_objects());
  -- No script calls a function: in a schema of somebody else's it could be another one.
  perform set_config('search_path', quote_ident(target) || ', pg_temp', true);
  execute script;
  perform set_config('search_path', 'pg_catalog, pg_temp', true);
  insert into pg_depend
    select classid, objid, 0, 'pg_extension'::regclass, extension, 0, 'e' from pg_catalog.lockstep_objects()
    where format('%s %s', classid, objid) <> all (before);
  update pg_namespace set nspowner = owner where nspowner = me and oid in (select objid from pg_depend where refobjid = extension);
  update pg_class set relowner = owner where relowner = me and oid in (select objid from pg_depend where refobjid = extension);
  update pg_type set typowner = owner where typowner = me and oid in (select objid from pg_depend where refobjid = extension);
  update pg_proc set proowner = owner where proowner = me and oid in (select objid from pg_depend where refobjid = extension);
end
$lockstep$;

-- What pgvector's kinds of index are made with has no meaning for the stand-in's, and yet is part of their definition.
create function pg_catalog.lockstep_index_options(options text[])
returns void language sql security definer set search_path = pg_catalog, pg_temp begin atomic
  update pg_class set reloptions = array(
      select each from unnest(options) as o (each) where each ~ '^(m|ef_construction|lists)=\d{1,6}$')
    where reloptions is null and oid = (
    select max(i.oid) from pg_class i join pg_am on pg_am.oid = i.relam where amname in ('hnsw', 'ivfflat'));
end;

-- As members of an extension they are no objects of the project.
alter extension plpgsql add function pg_catalog.lockstep_create_extension(text, text, boolean, boolean);
alter extension plpgsql add function pg_catalog.lockstep_create_event_trigger(text, text, text[], regproc);
alter extension plpgsql add function pg_catalog.lockstep_objects();
alter extension plpgsql add function pg_catalog.lockstep_stand_in(text, text, boolean);
alter extension plpgsql add function pg_catalog.lockstep_index_options(text[]);
