-- Live updates in the app.
create table public.notifications (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles on delete cascade,
  tenant_id uuid not null references public.tenants on delete cascade,
  kind text not null check (kind in ('invoice_paid', 'invoice_overdue', 'member_joined', 'import_finished')),
  title text not null,
  link text,
  read_at timestamptz,
  created_at timestamptz not null default now()
);
alter table public.notifications replica identity full;
create index notifications_unread_idx on public.notifications (user_id, created_at desc) where read_at is null;
alter table public.notifications enable row level security;
create policy "People read their notifications" on public.notifications
  for select to authenticated using (user_id = (select auth.uid()));
create policy "People mark them read" on public.notifications
  for update to authenticated using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));

alter publication supabase_realtime add table public.notifications;
alter publication supabase_realtime add table public.invoices (id, tenant_id, number, status);
alter publication supabase_realtime add table public.payments where (received_on >= '2026-01-01');

create policy "Members listen to their tenant" on realtime.messages
  for select to authenticated using (realtime.topic() like 'tenant:%' and split_part(realtime.topic(), ':', 2)::uuid in (select private.tenant_ids()));

create function private.notify_paid() returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  insert into public.notifications (user_id, tenant_id, kind, title, link)
  select m.user_id, new.tenant_id, 'invoice_paid', format('Invoice %s was paid', new.number), '/invoices/' || new.id
  from public.memberships m
  where m.tenant_id = new.tenant_id and m.role in ('owner', 'accountant');
  return null;
end;
$$;
create trigger invoices_notify_paid after update of status on public.invoices
  for each row when (new.status = 'paid' and old.status is distinct from new.status)
  execute function private.notify_paid();
