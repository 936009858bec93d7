do $$ declare name text; begin foreach name in array array['corpus_creator', 'corpus_writer', 'corpus_reader'] loop
  begin execute format('create role %I', name); exception when duplicate_object or unique_violation then null; end;
end loop; end $$;
create schema app;
alter default privileges for role corpus_creator grant execute on functions to public;
alter default privileges for role corpus_creator revoke usage on types from public;
alter default privileges for role corpus_creator grant usage on types to public;
alter default privileges for role corpus_creator in schema app grant usage on sequences to corpus_reader;
alter default privileges for role corpus_creator in schema app grant select on sequences to corpus_reader;
alter default privileges for role corpus_creator in schema app revoke usage on sequences from corpus_reader;
alter default privileges for role corpus_creator in schema app grant all on tables to corpus_writer;
alter default privileges for role corpus_creator in schema app grant all on tables to corpus_reader;
