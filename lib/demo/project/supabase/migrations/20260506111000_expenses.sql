create table public.expense_categories (
  id integer generated always as identity primary key,
  tenant_id uuid not null references public.tenants on delete cascade,
  name text not null,
  ledger_account text not null default '4000',
  unique (tenant_id, name)
);

create table public.expenses (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants on delete cascade,
  category_id integer not null references public.expense_categories on delete restrict,
  spent_on date not null,
  supplier text not null,
  amount numeric(12, 2) not null,
  tax_amount numeric(12, 2) not null default 0,
  receipt_path text,
  approved_by uuid references public.profiles on delete set null,
  created_at timestamptz not null default now(),
  constraint expenses_tax_check check (abs(tax_amount) <= abs(amount))
);
create index expenses_spent_on_idx on public.expenses (tenant_id, spent_on desc);
alter table public.expense_categories enable row level security;
alter table public.expenses enable row level security;
create policy "Members read categories" on public.expense_categories
  for select to authenticated using (tenant_id in (select private.tenant_ids()));
create policy "Members use expenses" on public.expenses
  for all to authenticated using (tenant_id in (select private.tenant_ids()));
revoke all on public.expense_categories, public.expenses from anon;
