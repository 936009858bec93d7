create table public.invitations (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants on delete cascade,
  email public.email_address not null,
  role public.member_role not null default 'member',
  invited_by uuid references public.profiles on delete set null,
  expires_at timestamptz not null default now() + interval '14 days',
  accepted_at timestamptz,
  constraint invitations_not_owner check (role <> 'owner')
);
create unique index invitations_open_key on public.invitations (tenant_id, email) where accepted_at is null;
alter table public.invitations enable row level security;
create policy "Admins invite" on public.invitations
  for all to authenticated using (private.has_role(tenant_id, 'owner', 'admin'));
revoke all on public.invitations from anon, authenticated, service_role;
grant select, insert, delete on public.invitations to authenticated;
grant all on public.invitations to service_role;
