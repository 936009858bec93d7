create table public.bank_accounts (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants on delete cascade,
  iban text not null,
  bic text,
  holder text not null,
  currency char(3) not null default 'EUR' references public.currencies,
  connected_at timestamptz,
  unique (tenant_id, iban),
  constraint bank_accounts_iban_check check (iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}$')
);
comment on column public.bank_accounts.iban is 'Shown masked to everyone but owners.';

create table public.bank_transactions (
  id uuid primary key default gen_random_uuid(),
  bank_account_id uuid not null references public.bank_accounts on delete cascade,
  booked_on date not null,
  amount numeric(12, 2) not null,
  counterparty text,
  description text,
  payment_id uuid references public.payments on delete set null,
  imported_at timestamptz not null default now()
);
create index bank_transactions_account_idx on public.bank_transactions (bank_account_id, booked_on desc);
create index bank_transactions_unmatched_idx on public.bank_transactions (bank_account_id, abs(amount)) where payment_id is null;
create index bank_transactions_booked_on_brin on public.bank_transactions using brin (booked_on);

alter table public.bank_accounts enable row level security;
alter table public.bank_transactions enable row level security;
create policy "Owners read bank accounts" on public.bank_accounts
  for select to authenticated using (private.has_role(tenant_id, 'owner', 'accountant'));
create policy "Transactions follow the account" on public.bank_transactions
  for select to authenticated using (
    exists (select from public.bank_accounts b where b.id = bank_account_id and private.has_role(b.tenant_id, 'owner', 'accountant'))
  );
revoke all on public.bank_accounts, public.bank_transactions from anon;
