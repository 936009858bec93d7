-- Invoices that come back every month; two schedules of one customer and product may not overlap.
create extension if not exists btree_gist with schema extensions;

create function private.numeric_distance(a numeric, b numeric) returns double precision
language sql immutable strict
set search_path = ''
as $$ select (a - b)::double precision $$;
create type public.amount_range as range (subtype = numeric, subtype_diff = private.numeric_distance);

create table public.recurring_schedules (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants on delete cascade,
  customer_id uuid not null references public.customers on delete cascade,
  product_id uuid not null references public.products on delete restrict,
  active_during daterange not null,
  every_months smallint not null default 1 check (every_months in (1, 3, 6, 12)),
  expected_amount public.amount_range,
  next_run date not null,
  paused boolean not null default false,
  constraint recurring_schedules_no_overlap
    exclude using gist (customer_id with =, product_id with =, active_during with &&) where (not paused)
);
create index recurring_schedules_next_run_idx on public.recurring_schedules (next_run) where not paused;
alter table public.recurring_schedules enable row level security;
create policy "Members read schedules" on public.recurring_schedules
  for select to authenticated using (tenant_id in (select private.tenant_ids()));
create policy "Accountants write schedules" on public.recurring_schedules
  for all to authenticated using (private.has_role(tenant_id, 'owner', 'admin', 'accountant'));
