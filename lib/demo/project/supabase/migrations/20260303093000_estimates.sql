create type public.estimate_status as enum ('draft', 'sent', 'accepted', 'declined', 'expired');

create table public.estimates (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants on delete cascade,
  customer_id uuid not null,
  number text not null,
  status public.estimate_status not null default 'draft',
  valid_until date not null,
  total numeric(12, 2) not null default 0,
  invoice_id uuid references public.invoices on delete set null,
  created_at timestamptz not null default now(),
  unique (tenant_id, number),
  constraint estimates_customer_id_fkey foreign key (customer_id) references public.customers on delete restrict
);
create index estimates_customer_id_idx on public.estimates (customer_id);

create table public.estimate_lines (
  estimate_id uuid not null references public.estimates on delete cascade,
  position smallint not null,
  description text not null,
  quantity numeric(12, 3) not null default 1,
  unit_amount numeric(12, 4) not null,
  primary key (estimate_id, position)
);

alter table public.estimates enable row level security;
alter table public.estimate_lines enable row level security;
create policy "Members use estimates" on public.estimates
  for all to authenticated using (tenant_id in (select private.tenant_ids()));
create policy "Lines follow the estimate" on public.estimate_lines
  for all to authenticated
  using (exists (select from public.estimates e where e.id = estimate_id and e.tenant_id in (select private.tenant_ids())));

-- The body is parsed when the function is made, so that renaming a column cannot break it unnoticed.
create function public.accept_estimate(estimate uuid) returns public.estimate_status
language sql
begin atomic
  update public.estimates set status = 'accepted' where id = estimate and status = 'sent';
  select e.status from public.estimates e where e.id = estimate;
end;
revoke execute on function public.accept_estimate(uuid) from public, anon;
