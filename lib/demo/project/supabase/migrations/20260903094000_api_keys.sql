-- Keys for the public API. Only a digest is kept; grants are spelled out, as the platform now asks.
create table public.api_keys (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants on delete cascade,
  name text not null,
  prefix text not null unique,
  digest bytea not null,
  scopes text[] not null default '{invoices:read}',
  last_used_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null default now()
);
alter table public.api_keys enable row level security;
alter table public.api_keys force row level security;
create policy "Admins use keys" on public.api_keys
  for all to authenticated using (private.has_role(tenant_id, 'owner', 'admin'));
revoke all on public.api_keys from anon, authenticated, service_role;
grant select (id, tenant_id, name, prefix, scopes, last_used_at, revoked_at, created_at) on public.api_keys to authenticated;
grant update (revoked_at) on public.api_keys to authenticated;
grant select, insert, update on public.api_keys to service_role;

create function public.hash_api_key(key text) returns bytea
language sql immutable strict
set search_path = ''
as $$ select extensions.digest(key, 'sha256') $$;
revoke execute on function public.hash_api_key(text) from public, anon, authenticated, service_role;
grant execute on function public.hash_api_key(text) to service_role;
