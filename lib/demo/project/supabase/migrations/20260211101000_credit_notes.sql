create table public.credit_notes (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants on delete cascade,
  invoice_id uuid not null references public.invoices on delete restrict,
  number text not null,
  reason text not null,
  issue_date date not null default current_date,
  total numeric(12, 2) not null default 0,
  created_at timestamptz not null default now(),
  unique (tenant_id, number)
);
create index credit_notes_invoice_id_idx on public.credit_notes (invoice_id);

create table public.credit_note_lines (
  id uuid primary key default gen_random_uuid(),
  credit_note_id uuid not null references public.credit_notes on delete cascade,
  invoice_line_id uuid references public.invoice_lines on delete set null,
  description text not null,
  amount numeric(12, 2) not null check (amount >= 0)
);
create index credit_note_lines_credit_note_id_idx on public.credit_note_lines (credit_note_id);

alter table public.credit_notes enable row level security;
alter table public.credit_note_lines enable row level security;
create policy "Members read credit notes" on public.credit_notes
  for select to authenticated using (tenant_id in (select private.tenant_ids()));
create policy "Accountants write credit notes" on public.credit_notes
  for all to authenticated using (private.has_role(tenant_id, 'owner', 'admin', 'accountant'));
create policy "Lines follow the credit note" on public.credit_note_lines
  for all to authenticated
  using (exists (select from public.credit_notes n where n.id = credit_note_id and n.tenant_id in (select private.tenant_ids())));
