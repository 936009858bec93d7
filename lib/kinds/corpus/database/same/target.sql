do $$ begin
  execute format('alter database %I connection limit 5', current_database());
  execute format('alter database %I connection limit -1', current_database());
end $$;
