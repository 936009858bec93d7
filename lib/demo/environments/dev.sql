-- What people did to dev besides running migrations.

-- Off since somebody debugged the bank import.
alter table public.bank_accounts disable row level security;

-- Tried in the table editor, never written down.
drop table public.customer_notes;
alter table public.customer_contacts alter column email drop not null;
alter index public.invoices_due_date_idx rename to idx_invoices_due_date;
alter table public.recurring_schedules drop constraint recurring_schedules_no_overlap;
drop policy "Only drafts are deleted" on public.invoices;
grant select on public.customers to anon;
drop statistics public.invoices_month;

-- Switched off for an import, forgotten.
alter table public.invoices disable trigger invoices_log_status;
alter event trigger require_row_security disable;
alter publication supabase_realtime drop table public.notifications;
refresh materialized view public.monthly_revenue with no data;

comment on table public.invoices is 'One row per invoice.';

-- What a failed "create index concurrently" leaves behind: defined, maintained, never used.
update pg_catalog.pg_index set indisvalid = false
where indexrelid = 'public.time_entries_unbilled_idx'::regclass;

do $$ begin
  execute format('alter database %I reset idle_in_transaction_session_timeout', current_database());
end $$;
