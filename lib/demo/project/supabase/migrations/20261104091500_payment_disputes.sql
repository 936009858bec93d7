-- A customer's bank takes a payment back.
create table public.payment_disputes (
  id uuid primary key default gen_random_uuid(),
  payment_id uuid not null references public.payments on delete cascade,
  reason text not null,
  amount numeric(12, 2) not null check (amount > 0),
  respond_by date not null,
  outcome text check (outcome in ('won', 'lost')),
  created_at timestamptz not null default now()
);
create index payment_disputes_payment_id_idx on public.payment_disputes (payment_id);
alter table public.payment_disputes enable row level security;
create policy "Disputes follow the payment" on public.payment_disputes
  for select to authenticated
  using (exists (select from public.payments p where p.id = payment_id and p.tenant_id in (select private.tenant_ids())));
revoke all on public.payment_disputes from anon, authenticated, service_role;
grant select on public.payment_disputes to authenticated;
grant all on public.payment_disputes to service_role;
