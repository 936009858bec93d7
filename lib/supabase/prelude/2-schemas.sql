-- The platform's schemas, owned by the platform's roles, and the two extensions every project starts with.
create schema extensions authorization postgres;
create schema auth authorization supabase_admin;
create schema storage authorization supabase_admin;
create schema realtime authorization supabase_admin;
create schema vault authorization supabase_admin;
create schema cron authorization supabase_admin;
create schema graphql_public authorization supabase_admin;
create schema supabase_functions authorization supabase_admin;
create schema supabase_migrations authorization postgres;

grant usage on schema public, extensions, realtime, graphql_public to anon, authenticated, service_role;
grant usage on schema auth, storage to anon, authenticated, service_role, dashboard_user, postgres;
grant usage on schema cron, vault to postgres with grant option;
grant usage on schema supabase_functions to postgres, anon, authenticated, service_role;
grant create on schema auth to supabase_auth_admin;
grant create on schema storage to supabase_storage_admin;
grant create on schema realtime to supabase_realtime_admin;
grant create on schema supabase_functions to supabase_functions_admin;
grant usage on schema auth to supabase_auth_admin;
grant usage on schema storage to supabase_storage_admin;
grant usage on schema realtime to supabase_realtime_admin;
grant usage on schema supabase_functions to supabase_functions_admin;
grant usage on schema extensions to public;

create extension pgcrypto with schema extensions;
create extension "uuid-ossp" with schema extensions;
create extension pg_stat_statements with schema extensions;

-- What an older project still has: whatever is created in public is open to the API's roles, RLS permitting.
alter default privileges for role postgres in schema public grant all on tables to postgres, anon, authenticated, service_role;
alter default privileges for role postgres in schema public grant all on sequences to postgres, anon, authenticated, service_role;
alter default privileges for role postgres in schema public grant all on functions to postgres, anon, authenticated, service_role;
alter default privileges for role supabase_admin in schema public grant all on tables to postgres, anon, authenticated, service_role;
alter default privileges for role supabase_admin in schema public grant all on sequences to postgres, anon, authenticated, service_role;
alter default privileges for role supabase_admin in schema public grant all on functions to postgres, anon, authenticated, service_role;

-- The Supabase command line makes this table before its first migration.
create table supabase_migrations.schema_migrations (version text not null primary key, statements text[], name text);
