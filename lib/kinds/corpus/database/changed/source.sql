do $$ declare name text; begin foreach name in array array['corpus_keeper'] loop
  begin execute format('create role %I', name); exception when duplicate_object or unique_violation then null; end;
end loop; end $$;
do $$ begin
  execute format('alter database %I connection limit 40', current_database());
  execute format('alter database %I owner to corpus_keeper', current_database());
end $$;
