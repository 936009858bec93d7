do $$ declare name text; begin foreach name in array array['corpus_reader', 'corpus_writer', 'corpus_creator'] loop
  begin execute format('create role %I', name); exception when duplicate_object or unique_violation then null; end;
end loop; end $$;
create schema app;
alter default privileges for role corpus_creator in schema app grant all on tables to corpus_reader, corpus_writer;
alter default privileges for role corpus_creator in schema app grant select on sequences to corpus_reader;
alter default privileges for role corpus_creator in schema app grant all on sequences to corpus_creator;
