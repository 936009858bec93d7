-- Who moved an invoice from which status to which.
create table public.invoice_status_changes (
  id bigint generated always as identity primary key,
  invoice_id uuid not null references public.invoices on delete cascade,
  old_status public.invoice_status,
  new_status public.invoice_status not null,
  changed_by uuid default auth.uid(),
  changed_at timestamptz not null default now()
);
create index invoice_status_changes_invoice_id_idx on public.invoice_status_changes (invoice_id, changed_at);
alter table public.invoice_status_changes enable row level security;
create policy "History follows the invoice" on public.invoice_status_changes
  for select to authenticated
  using (exists (select from public.invoices i where i.id = invoice_id and i.tenant_id in (select private.tenant_ids())));

create function private.log_invoice_status() returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  insert into public.invoice_status_changes (invoice_id, old_status, new_status)
  values (new.id, case when tg_op = 'UPDATE' then old.status end, new.status);
  return null;
end;
$$;

create trigger invoices_log_insert after insert on public.invoices
  for each row execute function private.log_invoice_status();
create trigger invoices_log_status after update of status on public.invoices
  for each row when (old.status is distinct from new.status)
  execute function private.log_invoice_status();
