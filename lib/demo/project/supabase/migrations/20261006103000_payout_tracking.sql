create table public.payouts (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants on delete cascade,
  bank_account_id uuid not null references public.bank_accounts on delete restrict,
  amount numeric(12, 2) not null check (amount > 0),
  arrived_on date,
  created_at timestamptz not null default now()
);
create index payouts_bank_account_id_idx on public.payouts (bank_account_id);
alter table public.payouts enable row level security;
create policy "Owners read payouts" on public.payouts
  for select to authenticated using (private.has_role(tenant_id, 'owner', 'accountant'));
revoke all on public.payouts from anon, authenticated, service_role;
grant select on public.payouts to authenticated;
grant all on public.payouts to service_role;

alter table public.payments add column payout_id uuid references public.payouts on delete set null;
