-- When to remind, and what was sent.
create table public.reminder_rules (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants on delete cascade,
  days_after_due smallint not null,
  subject text not null,
  body text not null,
  adds_late_fee boolean not null default false,
  unique (tenant_id, days_after_due)
);

create table public.email_messages (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants on delete cascade,
  recipient public.email_address not null,
  subject text not null,
  body text not null,
  sent_at timestamptz,
  bounced_at timestamptz,
  constraint email_messages_bounce_check check (bounced_at is null or bounced_at >= sent_at)
);
alter table public.email_messages alter column body set storage external;
create index email_messages_queue_idx on public.email_messages (id) where sent_at is null;

create table public.reminders (
  id uuid primary key default gen_random_uuid(),
  invoice_id uuid not null references public.invoices on delete cascade,
  rule_id uuid references public.reminder_rules on delete set null,
  email_message_id uuid references public.email_messages on delete set null,
  sent_on date not null default current_date,
  unique (invoice_id, rule_id)
);

alter table public.reminder_rules enable row level security;
alter table public.email_messages enable row level security;
alter table public.reminders enable row level security;
create policy "Members read reminder rules" on public.reminder_rules
  for select to authenticated using (tenant_id in (select private.tenant_ids()));
create policy "Admins write reminder rules" on public.reminder_rules
  for all to authenticated using (private.has_role(tenant_id, 'owner', 'admin'));
create policy "Members read messages" on public.email_messages
  for select to authenticated using (tenant_id in (select private.tenant_ids()));
create policy "Reminders follow the invoice" on public.reminders
  for select to authenticated
  using (exists (select from public.invoices i where i.id = invoice_id and i.tenant_id in (select private.tenant_ids())));

select cron.schedule('send-reminders', '0 7 * * 1-5', 'select private.queue_reminders()');

create function private.queue_reminders() returns integer
language plpgsql security definer
set search_path = ''
as $$
declare
  queued integer := 0;
  late record;
begin
  for late in
    select i.id as invoice_id, r.id as rule_id, i.tenant_id, c.billing_email, r.subject, r.body
    from public.invoices i
    join public.customers c on c.id = i.customer_id
    join public.reminder_rules r on r.tenant_id = i.tenant_id and current_date - i.due_date = r.days_after_due
    where i.status in ('sent', 'partially_paid', 'overdue') and c.billing_email is not null
  loop
    with message as (
      insert into public.email_messages (tenant_id, recipient, subject, body)
      values (late.tenant_id, late.billing_email, late.subject, late.body) returning id
    )
    insert into public.reminders (invoice_id, rule_id, email_message_id)
    select late.invoice_id, late.rule_id, message.id from message
    on conflict do nothing;
    queued := queued + 1;
  end loop;
  return queued;
end;
$$;
