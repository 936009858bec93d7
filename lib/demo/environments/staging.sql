-- What people did to staging besides running migrations.

-- "Just to see whether the policy is why the list is empty."
alter policy "Members read invoices" on public.invoices using (true);

-- A support case about a fee, tried out here first: the last started month is no longer counted.
create or replace function public.late_fee(open_amount numeric, due date, as_of date, monthly_percentage numeric default 1.0)
returns numeric
language plpgsql immutable
set search_path = ''
as $$
declare
  days integer := as_of - due;
begin
  if days <= 0 then
    return 0;
  end if;
  return round(open_amount * monthly_percentage / 100 * floor(days / 30.0), 2);
end;
$$;

-- Recreated by a diff tool that does not know the option.
alter view public.customer_balances reset (security_invoker);

-- Put back in a hurry after an import, never validated.
alter table public.payment_allocations drop constraint payment_allocations_invoice_id_fkey;
alter table public.payment_allocations add constraint payment_allocations_invoice_id_fkey
  foreign key (invoice_id) references public.invoices on delete restrict not valid;

alter table public.invoices alter column payment_terms_days set default 14;

-- This server's image came with an older pg_trgm, which was never updated.
drop extension pg_trgm cascade;
create extension pg_trgm with schema extensions version '1.5';
create index customers_search_name_idx on public.customers using gin (search_name extensions.gin_trgm_ops);
create index products_name_trgm_idx on public.products using gin (name extensions.gin_trgm_ops);

-- A slow report was given more time, for everyone.
do $$ begin
  execute format('alter role authenticated in database %I set statement_timeout = %L', current_database(), '60s');
end $$;

-- The deploy role ran this one by itself, so it now runs with that role's rights.
alter function private.post_invoice(uuid) owner to billwren_deploy;

grant update (is_staff) on public.profiles to authenticated;
grant execute on function public.accept_estimate(uuid) to anon;
drop policy "Members upload receipts" on storage.objects;
update storage.buckets set public = true where id = 'receipts';

alter sequence billing.journal_number_seq cache 50;
alter server warehouse options (set host 'warehouse-staging.internal.billwren.test');

drop index public.invoices_open_idx;
create index invoices_open_idx on public.invoices (tenant_id, customer_id) include (total)
  where status in ('sent', 'overdue');

-- The job that makes partitions stopped in the summer.
drop table public.audit_events_2026_12;

-- Realtime keeps a partition a day; each server is at its own day.
set role supabase_realtime_admin;
create table realtime.messages_2026_11_21 partition of realtime.messages
  for values from ('2026-11-21 00:00:00') to ('2026-11-22 00:00:00');
reset role;
