-- Invoices and their lines. Numbers are given per tenant and year, without gaps.
create type public.invoice_status as enum ('draft', 'sent', 'partially_paid', 'paid', 'overdue', 'void');

create table public.number_ranges (
  tenant_id uuid not null references public.tenants on delete cascade,
  series text not null,
  fiscal_year integer not null,
  last_number integer not null default 0,
  primary key (tenant_id, series, fiscal_year)
);

create table public.invoices (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants on delete cascade,
  customer_id uuid not null references public.customers on delete restrict,
  number text,
  status public.invoice_status not null default 'draft',
  currency char(3) not null default 'EUR' references public.currencies,
  issue_date date not null default current_date,
  payment_terms_days integer not null default 30 check (payment_terms_days between 0 and 180),
  due_date date generated always as (issue_date + payment_terms_days) stored,
  subtotal numeric(12, 2) not null default 0,
  tax_total numeric(12, 2) not null default 0,
  total numeric(12, 2) generated always as (subtotal + tax_total) stored,
  memo text,
  sent_at timestamptz,
  created_by uuid references public.profiles on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint invoices_sent_has_number check (status = 'draft' or number is not null)
);
comment on table public.invoices is 'One row per invoice. Totals are kept by triggers on invoice_lines.';
comment on column public.invoices.number is 'Given when the invoice leaves draft; never reused.';
create unique index invoices_tenant_id_number_key on public.invoices (tenant_id, number) where number is not null;
create index invoices_due_date_idx on public.invoices (tenant_id, due_date);
create index invoices_open_idx on public.invoices (tenant_id, customer_id) include (total)
  where status in ('sent', 'partially_paid', 'overdue');

create table public.invoice_lines (
  id uuid primary key default gen_random_uuid(),
  invoice_id uuid not null references public.invoices on delete cascade,
  position smallint not null,
  product_id uuid references public.products on delete set null,
  description text not null,
  quantity numeric(12, 3) not null default 1 check (quantity <> 0),
  unit_amount numeric(12, 4) not null,
  tax_rate_id integer references public.tax_rates on delete restrict,
  tax_percentage public.tax_percentage not null default 0,
  line_total numeric(12, 2) generated always as (round(quantity * unit_amount, 2)) stored,
  constraint invoice_lines_position_key unique (invoice_id, position) deferrable initially immediate
);
create index invoice_lines_product_id_idx on public.invoice_lines (product_id);

create function private.next_number(tenant uuid, series_name text, year integer) returns text
language plpgsql
set search_path = ''
as $$
declare
  next integer;
begin
  insert into public.number_ranges as r (tenant_id, series, fiscal_year, last_number)
  values (tenant, series_name, year, 1)
  on conflict (tenant_id, series, fiscal_year) do update set last_number = r.last_number + 1
  returning last_number into next;
  return format('%s-%s-%s', series_name, year, lpad(next::text, 5, '0'));
end;
$$;

create function private.number_invoice() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if new.number is null and new.status <> 'draft' then
    new.number := private.next_number(new.tenant_id, 'INV', extract(year from new.issue_date)::integer);
  end if;
  return new;
end;
$$;

create function private.sum_invoice_lines() returns trigger
language plpgsql
set search_path = ''
as $$
declare
  changed uuid := coalesce(new.invoice_id, old.invoice_id);
begin
  update public.invoices i
  set (subtotal, tax_total) = (
    select coalesce(sum(l.line_total), 0), coalesce(sum(round(l.line_total * l.tax_percentage / 100, 2)), 0)
    from public.invoice_lines l
    where l.invoice_id = changed
  )
  where i.id = changed;
  return null;
end;
$$;

create trigger invoices_number before insert or update of status on public.invoices
  for each row execute function private.number_invoice();
create trigger invoices_set_updated_at before update on public.invoices
  for each row execute function private.set_updated_at();
create trigger invoice_lines_sum after insert or update or delete on public.invoice_lines
  for each row execute function private.sum_invoice_lines();
