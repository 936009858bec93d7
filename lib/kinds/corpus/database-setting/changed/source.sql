do $$ begin
  execute format('alter database %I set statement_timeout = ''8s''', current_database());
  execute format('alter database %I set search_path = "$user", public, extensions', current_database());
  execute format('alter database %I set app.settings.jwt_secret = ''first''', current_database());
  execute format('alter database %I set app.mode = ''live''', current_database());
end $$;
