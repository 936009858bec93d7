-- The roles every Supabase project has, with the attributes they have there. None gets a password, so that under
-- password authentication nobody can log in as one of them. Roles belong to the whole cluster and several databases
-- may be built at once, so a role that is already there, or appears meanwhile, is left alone.
do $$
declare
  wanted record;
begin
  for wanted in
    select * from (values
      ('supabase_admin', 'superuser createdb createrole replication bypassrls nologin'),
      ('supabase_auth_admin', 'login noinherit createrole'),
      ('supabase_storage_admin', 'login noinherit createrole'),
      ('supabase_functions_admin', 'login noinherit createrole'),
      ('supabase_realtime_admin', 'nologin noinherit'),
      ('supabase_replication_admin', 'login replication'),
      ('supabase_read_only_user', 'login bypassrls'),
      ('supabase_etl_admin', 'login replication'),
      ('supabase_privileged_role', 'nologin'),
      ('dashboard_user', 'nologin createdb createrole replication'),
      ('pgbouncer', 'login'),
      ('authenticator', 'login noinherit'),
      ('anon', 'nologin noinherit'),
      ('authenticated', 'nologin noinherit'),
      ('service_role', 'nologin noinherit bypassrls')
    ) as r (name, attributes)
    where not exists (select from pg_catalog.pg_roles where rolname = r.name)
  loop
    begin
      execute format('create role %I %s', wanted.name, wanted.attributes);
    exception
      when duplicate_object or unique_violation then null;
    end;
  end loop;
end
$$;

do $$
declare
  wanted record;
begin
  for wanted in
    select * from (values
      ('anon', 'authenticator'),
      ('authenticated', 'authenticator'),
      ('service_role', 'authenticator'),
      ('anon', 'postgres'),
      ('authenticated', 'postgres'),
      ('service_role', 'postgres'),
      ('pg_read_all_data', 'supabase_read_only_user'),
      ('pg_read_all_data', 'supabase_etl_admin')
    ) as m (granted, member)
    where not exists (
      select from pg_catalog.pg_auth_members
      where roleid = m.granted::regrole and pg_auth_members.member = m.member::regrole
    )
  loop
    begin
      execute format('grant %I to %I', wanted.granted, wanted.member);
    exception
      when unique_violation then null;
    end;
  end loop;
end
$$;
