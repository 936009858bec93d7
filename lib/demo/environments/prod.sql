-- The night of 14 October the customer page timed out; the index stayed and never reached a migration.
create index invoices_customer_id_status_hotfix on public.invoices (customer_id, status);
