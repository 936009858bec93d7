-- Meter what is used, bill it at the end of the month.
create table public.usage_meters (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants on delete cascade,
  product_id uuid not null references public.products on delete cascade,
  name text not null,
  aggregation text not null default 'sum',
  unique (tenant_id, name),
  constraint usage_meters_aggregation_check check (aggregation in ('sum', 'max'))
);

create table public.usage_events (
  id bigint generated always as identity primary key,
  meter_id uuid not null references public.usage_meters on delete cascade,
  customer_id uuid not null references public.customers on delete cascade,
  quantity numeric(14, 4) not null,
  idempotency_key text not null,
  happened_at timestamptz not null,
  unique (meter_id, idempotency_key)
);
create index usage_events_customer_idx on public.usage_events (customer_id, happened_at);
alter table public.usage_meters enable row level security;
alter table public.usage_events enable row level security;
create policy "Members read meters" on public.usage_meters
  for select to authenticated using (tenant_id in (select private.tenant_ids()));
create policy "Events follow the meter" on public.usage_events
  for select to authenticated
  using (exists (select from public.usage_meters m where m.id = meter_id and m.tenant_id in (select private.tenant_ids())));
