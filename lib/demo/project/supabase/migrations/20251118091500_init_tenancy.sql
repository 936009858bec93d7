-- Tenants, the people in them, and the helpers that every policy leans on.
create extension if not exists citext with schema extensions;

create schema private;
comment on schema private is 'Helpers for policies and triggers; not exposed through the API.';
grant usage on schema private to authenticated, service_role;

create type public.member_role as enum ('owner', 'admin', 'accountant', 'member', 'viewer');
create type public.tenant_plan as enum ('free', 'starter', 'business');

create table public.tenants (
  id uuid primary key default gen_random_uuid(),
  slug citext not null unique,
  name text not null,
  plan public.tenant_plan not null default 'free',
  country text not null default 'NL',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint tenants_slug_format check (slug ~ '^[a-z0-9-]{3,40}$')
);
comment on table public.tenants is 'A company that uses Billwren. Every other row belongs to exactly one.';

create table public.tenant_settings (
  tenant_id uuid primary key references public.tenants on delete cascade,
  locale text not null default 'en-GB',
  time_zone text not null default 'Europe/Amsterdam',
  logo_path text,
  brand_color text not null default '#2f5d50' check (brand_color ~ '^#[0-9a-f]{6}$'),
  invoice_footer text,
  updated_at timestamptz not null default now()
);

create table public.profiles (
  id uuid primary key references auth.users on delete cascade,
  display_name text not null,
  avatar_path text,
  is_staff boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on column public.profiles.is_staff is 'Works at Billwren. Set by support tooling only.';

create table public.memberships (
  tenant_id uuid not null references public.tenants on delete cascade,
  user_id uuid not null references public.profiles on delete cascade,
  role public.member_role not null default 'member',
  joined_at timestamptz not null default now(),
  primary key (tenant_id, user_id)
);
create index memberships_user_id_idx on public.memberships (user_id);

create function private.set_updated_at() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.updated_at := now();
  return new;
end;
$$;

-- Security definer, so that the policies of memberships do not ask themselves.
create function private.tenant_ids() returns setof uuid
language sql stable security definer
set search_path = ''
as $$
  select tenant_id from public.memberships where user_id = auth.uid()
$$;

create function private.has_role(tenant uuid, variadic roles public.member_role[]) returns boolean
language sql stable security definer
set search_path = ''
as $$
  select exists (
    select from public.memberships m
    where m.tenant_id = tenant and m.user_id = auth.uid() and m.role = any (roles)
  )
$$;

create function private.handle_new_user() returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  insert into public.profiles (id, display_name)
  values (new.id, coalesce(new.raw_user_meta_data ->> 'display_name', split_part(new.email, '@', 1)));
  return new;
end;
$$;

create trigger on_auth_user_created
  after insert on auth.users
  for each row execute function private.handle_new_user();

create trigger tenants_set_updated_at before update on public.tenants
  for each row execute function private.set_updated_at();
create trigger tenant_settings_set_updated_at before update on public.tenant_settings
  for each row execute function private.set_updated_at();
create trigger profiles_set_updated_at before update on public.profiles
  for each row execute function private.set_updated_at();
