-- Hours on projects; nobody works twice at the same moment.
create table public.projects (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants on delete cascade,
  customer_id uuid not null references public.customers on delete restrict,
  name text not null,
  hourly_rate numeric(12, 2) not null default 0,
  closed_at timestamptz,
  unique (tenant_id, name)
);

create table public.time_entries (
  id uuid primary key default gen_random_uuid(),
  project_id uuid not null references public.projects on delete cascade,
  user_id uuid not null references public.profiles on delete restrict,
  worked tstzrange not null check (not isempty(worked)),
  description text,
  invoice_line_id uuid references public.invoice_lines on delete set null,
  minutes integer generated always as (ceil(extract(epoch from upper(worked) - lower(worked)) / 60)::integer) stored,
  constraint time_entries_one_at_a_time exclude using gist (user_id with =, worked with &&)
);
create index time_entries_unbilled_idx on public.time_entries (project_id) include (minutes) where invoice_line_id is null;
alter table public.projects enable row level security;
alter table public.time_entries enable row level security;
create policy "Members use projects" on public.projects
  for all to authenticated using (tenant_id in (select private.tenant_ids()));
create policy "People write their hours" on public.time_entries
  for all to authenticated using (user_id = (select auth.uid()));
create policy "Admins read all hours" on public.time_entries
  for select to authenticated using (
    exists (select from public.projects p where p.id = project_id and private.has_role(p.tenant_id, 'owner', 'admin'))
  );
revoke all on public.projects, public.time_entries from anon;
