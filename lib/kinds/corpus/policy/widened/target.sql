create table invoices (id int, tenant uuid, note text);
alter table invoices enable row level security;
create policy tenant_read on invoices for select using (true);
create policy other_name on invoices for insert with check (note <> '');
