do $$ declare name text; begin foreach name in array array['corpus_reader'] loop
  begin execute format('create role %I', name); exception when duplicate_object or unique_violation then null; end;
end loop; end $$;
create extension hstore;
revoke execute on function pg_sleep(double precision) from public;
grant select (rolname) on pg_authid to corpus_reader;
revoke select on information_schema.tables from public;
