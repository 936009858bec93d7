do $$ declare name text; begin foreach name in array array['corpus_reader', 'corpus_writer'] loop
  begin execute format('create role %I', name); exception when duplicate_object or unique_violation then null; end;
end loop; end $$;
create foreign data wrapper plain;
create server billing foreign data wrapper plain;
create user mapping for corpus_reader server billing options (user 'reader', password 'one');
create user mapping for corpus_writer server billing;
