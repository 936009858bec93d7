do $$ declare name text; begin foreach name in array array['corpus_reader', 'corpus_creator'] loop
  begin execute format('create role %I', name); exception when duplicate_object or unique_violation then null; end;
end loop; end $$;
create schema app;
alter default privileges for role corpus_creator in schema app grant all on tables to corpus_reader;
alter default privileges for role corpus_creator in schema app grant execute on functions to public;
alter default privileges for role corpus_creator in schema app grant usage on types to corpus_reader;
alter default privileges for role corpus_creator revoke execute on functions from public;
alter default privileges for role corpus_creator grant usage on schemas to corpus_reader;
alter default privileges for role corpus_creator grant select on sequences to corpus_reader;
