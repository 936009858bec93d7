-- Double-entry bookkeeping behind the invoices. Not exposed; written by functions only.
create extension if not exists postgres_fdw with schema extensions;

create schema billing;
comment on schema billing is 'The ledger. Append only.';
revoke all on schema billing from public;
grant usage on schema billing to service_role, billwren_reporting;

create type billing.entry_side as enum ('debit', 'credit');
create sequence billing.journal_number_seq as bigint start with 1000;

create table billing.accounts (
  code text primary key check (code ~ '^[0-9]{4}$'),
  name text not null,
  normal_side billing.entry_side not null
);
insert into billing.accounts (code, name, normal_side) values
  ('1100', 'Accounts receivable', 'debit'), ('1000', 'Bank', 'debit'), ('8000', 'Revenue', 'credit'),
  ('1520', 'VAT payable', 'credit'), ('4000', 'General expenses', 'debit');

create table billing.journal (
  number bigint primary key default nextval('billing.journal_number_seq'),
  tenant_id uuid not null references public.tenants on delete restrict,
  invoice_id uuid references public.invoices on delete restrict,
  posted_on date not null default current_date,
  memo text
);
alter sequence billing.journal_number_seq owned by billing.journal.number;
create index journal_invoice_id_idx on billing.journal (invoice_id);

create table billing.journal_entries (
  journal_number bigint not null references billing.journal,
  line smallint not null,
  account text not null references billing.accounts,
  side billing.entry_side not null,
  amount numeric(14, 2) not null check (amount > 0),
  primary key (journal_number, line)
);
create rule journal_entries_no_delete as on delete to billing.journal_entries do instead nothing;

create function billing.add_signed(total numeric, side billing.entry_side, amount numeric) returns numeric
language sql immutable
set search_path = ''
as $$ select coalesce(total, 0) + case side when 'debit' then amount else -amount end $$;
create aggregate billing.balance(billing.entry_side, numeric) (
  sfunc = billing.add_signed, stype = numeric, initcond = '0'
);

create view billing.trial_balance as
  select j.tenant_id, e.account, billing.balance(e.side, e.amount) as balance
  from billing.journal_entries e
  join billing.journal j on j.number = e.journal_number
  group by j.tenant_id, e.account;
grant select on billing.trial_balance to billwren_reporting;

create function private.post_invoice(invoice uuid) returns bigint
language plpgsql security definer
set search_path = ''
as $$
declare
  posted bigint;
begin
  insert into billing.journal (tenant_id, invoice_id, posted_on, memo)
  select tenant_id, id, issue_date, number from public.invoices where id = invoice and status <> 'draft'
  returning number into posted;
  insert into billing.journal_entries (journal_number, line, account, side, amount)
  select posted, l.line, l.account, l.side::billing.entry_side, l.amount
  from public.invoices i
  cross join lateral (values
    (1, '1100', 'debit', i.total), (2, '8000', 'credit', i.subtotal), (3, '1520', 'credit', i.tax_total)
  ) l (line, account, side, amount)
  where i.id = invoice and l.amount > 0;
  return posted;
end;
$$;

create procedure billing.close_month(tenant uuid, month date)
language plpgsql
set search_path = ''
as $$
begin
  if exists (select from public.invoices where tenant_id = tenant and status = 'draft' and issue_date < month + 31) then
    raise exception 'There are drafts before %', month;
  end if;
end;
$$;

-- The warehouse supplies daily exchange rates.
create server warehouse foreign data wrapper postgres_fdw
  options (host 'warehouse.internal.billwren.test', dbname 'rates', fetch_size '500');
create user mapping for service_role server warehouse options (user 'rates_reader', password 'not-a-real-password');
create foreign table billing.warehouse_rates (
  currency char(3) not null,
  quoted_on date not null,
  rate numeric(18, 8) not null
) server warehouse options (schema_name 'published', table_name 'daily_rates');

create table public.exchange_rates (
  currency char(3) not null references public.currencies,
  quoted_on date not null,
  rate numeric(18, 8) not null check (rate > 0),
  primary key (currency, quoted_on)
);
alter table public.exchange_rates enable row level security;
create policy "Members read rates" on public.exchange_rates for select to authenticated using (true);
revoke all on public.exchange_rates from anon;
