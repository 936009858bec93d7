do $$ begin
  execute format('alter database %I set lock_timeout = ''1s''', current_database());
  execute format('alter database %I set search_path to public, "Odd, ""Name"""', current_database());
  execute format('alter database %I set enable_seqscan = false', current_database());
  execute format('alter database %I set Work_Mem = ''1024MB''', current_database());
  execute format('alter database %I set statement_timeout = ''1min''', current_database());
  execute format('alter database %I reset lock_timeout', current_database());
end $$;
