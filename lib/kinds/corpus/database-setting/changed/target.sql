do $$ begin
  execute format('alter database %I set statement_timeout = ''2min''', current_database());
  execute format('alter database %I set search_path = "$user", public', current_database());
  execute format('alter database %I set app.settings.jwt_secret = ''second''', current_database());
  execute format('alter database %I set lock_timeout = ''1s''', current_database());
end $$;
