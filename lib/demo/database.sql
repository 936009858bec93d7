-- Settings that belong to a database and are not copied with its template. An application's session finds the
-- extensions through the search path, as on Supabase.
do $$
declare
  here text := current_database();
begin
  execute format('alter database %I set search_path = "$user", public, extensions', here);
  execute format('alter database %I set "app.settings.jwt_exp" = %L', here, '3600');
  execute format('alter database %I set idle_in_transaction_session_timeout = %L', here, '60s');
  execute format('alter role anon in database %I set statement_timeout = %L', here, '3s');
  execute format('alter role authenticated in database %I set statement_timeout = %L', here, '8s');
  execute format('alter role authenticator in database %I set lock_timeout = %L', here, '8s');
  execute format('alter role service_role in database %I set statement_timeout = %L', here, '120s');
end
$$;
