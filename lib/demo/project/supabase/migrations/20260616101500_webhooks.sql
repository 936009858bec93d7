-- Tell other systems what happened.
create table public.webhook_endpoints (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants on delete cascade,
  url text not null check (url like 'https://%'),
  events text[] not null default '{invoice.sent,invoice.paid}',
  is_enabled boolean not null default true,
  created_at timestamptz not null default now()
);

create table public.webhook_deliveries (
  id uuid primary key default gen_random_uuid(),
  endpoint_id uuid not null references public.webhook_endpoints on delete cascade,
  event text not null,
  payload jsonb not null,
  attempts smallint not null default 0,
  response_status smallint,
  delivered_at timestamptz,
  created_at timestamptz not null default now()
);
create index webhook_deliveries_due_idx on public.webhook_deliveries (created_at) where delivered_at is null and attempts < 8;
alter table public.webhook_endpoints enable row level security;
alter table public.webhook_deliveries enable row level security;
create policy "Admins use endpoints" on public.webhook_endpoints
  for all to authenticated using (private.has_role(tenant_id, 'owner', 'admin'));
create policy "Deliveries follow the endpoint" on public.webhook_deliveries
  for select to authenticated using (
    exists (select from public.webhook_endpoints e where e.id = endpoint_id and private.has_role(e.tenant_id, 'owner', 'admin'))
  );

create trigger invoices_webhook after update of status on public.invoices
  for each row execute function supabase_functions.http_request(
    'https://hooks.billwren.test/invoices', 'POST', '{"Content-Type":"application/json","Authorization":"Bearer not-a-real-token"}', '{}', '5000'
  );
