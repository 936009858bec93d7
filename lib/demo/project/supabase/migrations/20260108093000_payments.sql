-- Money that comes in, and what it pays for.
create type public.payment_status as enum ('pending', 'succeeded', 'failed', 'refunded');
create type public.payment_method_type as enum ('card', 'sepa_debit', 'bank_transfer', 'cash');

create table public.payment_methods (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants on delete cascade,
  customer_id uuid not null references public.customers on delete cascade,
  type public.payment_method_type not null,
  label text not null,
  provider_ref text,
  is_default boolean not null default false,
  created_at timestamptz not null default now()
);
create index payment_methods_customer_id_idx on public.payment_methods (customer_id);

create table public.payments (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants on delete cascade,
  customer_id uuid not null references public.customers on delete restrict,
  payment_method_id uuid references public.payment_methods on delete set null,
  status public.payment_status not null default 'pending',
  currency char(3) not null default 'EUR' references public.currencies,
  amount numeric(12, 2) not null check (amount > 0),
  provider_ref text,
  received_on date not null default current_date,
  created_at timestamptz not null default now()
);
create index payments_customer_id_idx on public.payments (customer_id, received_on desc);
create unique index payments_provider_ref_key on public.payments using btree (provider_ref) where provider_ref is not null;

create table public.payment_allocations (
  payment_id uuid not null references public.payments on delete cascade,
  invoice_id uuid not null,
  amount numeric(12, 2) not null,
  allocated_at timestamptz not null default now(),
  primary key (payment_id, invoice_id),
  constraint payment_allocations_amount_check check (amount > 0),
  constraint payment_allocations_invoice_id_fkey foreign key (invoice_id) references public.invoices on delete restrict
);
create index payment_allocations_invoice_id_idx on public.payment_allocations (invoice_id) include (amount);

create table public.refunds (
  id uuid primary key default gen_random_uuid(),
  payment_id uuid not null references public.payments on delete restrict,
  amount numeric(12, 2) not null check (amount > 0),
  reason text,
  created_at timestamptz not null default now()
);
create index refunds_payment_id_idx on public.refunds (payment_id);

-- A percentage of what is open for every started month after the due date, rounded to cents.
create function public.late_fee(open_amount numeric, due date, as_of date, monthly_percentage numeric default 1.0)
returns numeric
language plpgsql immutable
set search_path = ''
as $$
declare
  days integer := as_of - due;
begin
  if days <= 0 then
    return 0;
  end if;
  return round(open_amount * monthly_percentage / 100 * ceil(days / 30.0), 2);
end;
$$;

create function private.settle_invoice() returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  settled uuid := coalesce(new.invoice_id, old.invoice_id);
  paid numeric;
begin
  select coalesce(sum(amount), 0) into paid from public.payment_allocations where invoice_id = settled;
  update public.invoices
  set status = case
    when paid >= total then 'paid'::public.invoice_status
    when paid > 0 then 'partially_paid'::public.invoice_status
    else 'sent'::public.invoice_status
  end
  where id = settled and status not in ('draft', 'void');
  return null;
end;
$$;

create trigger payment_allocations_settle after insert or update or delete on public.payment_allocations
  for each row execute function private.settle_invoice();

alter table public.payment_methods enable row level security;
alter table public.payments enable row level security;
alter table public.payment_allocations enable row level security;
alter table public.refunds enable row level security;

create policy "Members read payment methods" on public.payment_methods
  for select to authenticated using (tenant_id in (select private.tenant_ids()));
create policy "Members read payments" on public.payments
  for select to authenticated using (tenant_id in (select private.tenant_ids()));
create policy "Accountants record payments" on public.payments
  for insert to authenticated with check (private.has_role(tenant_id, 'owner', 'admin', 'accountant'));
create policy "Allocations follow the payment" on public.payment_allocations
  for all to authenticated
  using (exists (select from public.payments p where p.id = payment_id and p.tenant_id in (select private.tenant_ids())));
create policy "Refunds follow the payment" on public.refunds
  for select to authenticated
  using (exists (select from public.payments p where p.id = payment_id and p.tenant_id in (select private.tenant_ids())));
