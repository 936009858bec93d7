/** What every database of the benchmark begins with: the roles, schemas and helper functions of a Supabase project. */
export const platform = `
do $$
declare wanted text;
begin
  foreach wanted in array array['anon', 'authenticated', 'service_role', 'app_owner', 'app_reader'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      execute format('create role %I nologin noinherit', wanted);
    end if;
  end loop;
end $$;
create schema auth;
create schema extensions;
create extension pgcrypto with schema extensions;
create extension "uuid-ossp" with schema extensions;
create extension pg_trgm with schema extensions;
grant usage on schema public, auth, extensions to anon, authenticated, service_role;
alter default privileges for role postgres in schema public
  grant all on tables to anon, authenticated, service_role;
alter default privileges for role postgres in schema public
  grant all on sequences to anon, authenticated, service_role;
alter default privileges for role postgres in schema public
  grant all on functions to anon, authenticated, service_role;
create table auth.users (
  id uuid primary key default gen_random_uuid(),
  email text unique,
  raw_app_meta_data jsonb,
  created_at timestamptz default now()
);
create function auth.uid() returns uuid language sql stable as
  $$ select nullif(current_setting('request.jwt.claim.sub', true), '')::uuid $$;
create function auth.role() returns text language sql stable as
  $$ select nullif(current_setting('request.jwt.claim.role', true), '') $$;
create table public.memberships (
  user_id uuid not null references auth.users on delete cascade,
  tenant_id uuid not null,
  role text not null default 'member',
  primary key (user_id, tenant_id)
);
create index memberships_tenant on public.memberships (tenant_id);
alter table public.memberships enable row level security;
create policy own_memberships on public.memberships for select to authenticated
  using (user_id = (select auth.uid()));
create function public.has_role(tenant uuid, wanted text) returns boolean language sql stable security definer
  set search_path = '' as $$
  select exists (select from public.memberships m
    where m.user_id = (select auth.uid()) and m.tenant_id = tenant and m.role = wanted)
$$;
create function public.touch() returns trigger language plpgsql as
  $$ begin new.updated_at := now(); return new; end $$;
create function public.record_change() returns trigger language plpgsql security definer set search_path = '' as
  $$ begin perform pg_notify('changes', tg_table_name); return null; end $$;
create function public.on_ddl() returns event_trigger language plpgsql as $$ begin null; end $$;
create event trigger bench_ddl on ddl_command_end when tag in ('CREATE SERVER') execute function public.on_ddl();
create publication bench_changes with (publish = 'insert, update');
`

/** The API's roles may use a schema and, by default, all that is made in it later. */
export const schemaStatements = (name) => `
create schema ${name};
grant usage on schema ${name} to anon, authenticated, service_role;
alter default privileges for role postgres in schema ${name}
  grant all on tables to anon, authenticated, service_role;
alter default privileges for role postgres in schema ${name}
  grant all on sequences to anon, authenticated, service_role;
alter default privileges for role postgres in schema ${name}
  grant all on functions to anon, authenticated, service_role;
`
