do $$ begin
  execute format('alter database %I set statement_timeout = ''60s''', current_database());
  execute format('alter database %I set work_mem = ''1GB''', current_database());
  execute format('alter database %I set enable_seqscan = off', current_database());
  execute format('alter database %I set search_path = public, "Odd, ""Name"""', current_database());
end $$;
