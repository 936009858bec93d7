do $$ declare name text; begin foreach name in array array['corpus_reader', 'corpus_creator'] loop
  begin execute format('create role %I', name); exception when duplicate_object or unique_violation then null; end;
end loop; end $$;
create schema app;
alter default privileges for role corpus_creator in schema app grant select on tables to corpus_reader;
alter default privileges for role corpus_creator in schema app grant select, insert on tables to public;
alter default privileges for role corpus_creator revoke insert on tables from corpus_creator;
alter default privileges for role corpus_creator grant select on sequences to corpus_reader with grant option;
