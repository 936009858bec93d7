/**
 * SQL that shadows what Postgres brings: in a schema `evil`, all its plain functions, operators, relations and the types
 * that queries cast to, each of which is an error once it is used; and a database that looks for names there first.
 * @param database the database's name, as an identifier in SQL
 */
export function shadowedNames(database: string): string {
  return `create schema evil; grant usage on schema evil to public;
    create function evil.sprung() returns int language plpgsql as $$ begin raise exception 'sprung'; end $$;
    do $$ declare each record; body text;
    begin
      for each in select proname as name, oidvectortypes(proargtypes) as arguments, proretset as is_set,
          format_type(prorettype, null) as result
        from pg_proc p where pronamespace = 'pg_catalog'::regnamespace and prokind = 'f' and prorettype <> 'trigger'::regtype
          and not exists (select from pg_type t where t.typtype = 'p' and t.oid = any (p.proargtypes::oid[] || p.prorettype))
      loop
        body := format('begin raise exception ''sprung by %s''; end', replace(each.name, '''', ''));
        execute format('create function evil.%I(%s) returns %s %s language plpgsql as %L', each.name, each.arguments,
          case when each.is_set then 'setof' else '' end, each.result, body);
      end loop;
      for each in select oprname as name, format_type(oprleft, null) as lefts, format_type(oprright, null) as rights,
          format_type(oprresult, null) as result, oprkind = 'l' as is_prefix, oid
        from pg_operator o where oprnamespace = 'pg_catalog'::regnamespace
          and not exists (select from pg_type t where t.typtype = 'p' and t.oid in (oprleft, oprright, oprresult))
      loop
        execute format('create function evil.operator_%s(%s) returns %s language plpgsql as %L', each.oid,
          case when each.is_prefix then each.rights else each.lefts || ', ' || each.rights end, each.result,
          format('begin raise exception ''sprung by %s''; end', replace(each.name, '%', '%%')));
        execute format('create operator evil.%s (%s rightarg = %s, function = evil.operator_%s)', each.name,
          case when each.is_prefix then '' else 'leftarg = ' || each.lefts || ',' end, each.rights, each.oid);
      end loop;
      for each in select relname as name from pg_class where relnamespace = 'pg_catalog'::regnamespace and relkind in ('r', 'v')
      loop
        execute format('create view evil.%I as select evil.sprung() as oid', each.name);
      end loop;
      for each in select unnest(array['text', 'name', 'oid', 'regclass', 'regtype', 'json', 'jsonb', 'pg_lsn', '_text']) as name
      loop
        if to_regtype('evil.' || each.name) is null then
          execute format('create type evil.%I as enum ()', each.name);
        end if;
      end loop;
      execute format('alter database %s set search_path = evil, pg_catalog, public', '${database.replaceAll("'", "''")}');
    end $$`
}
