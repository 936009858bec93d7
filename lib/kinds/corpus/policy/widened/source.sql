create table invoices (id int, tenant uuid, note text);
alter table invoices enable row level security;
create policy tenant_read on invoices for select using (tenant = current_setting('app.tenant')::uuid);
create policy frozen on invoices as restrictive for update using (note is null);
create policy by_name on invoices for insert with check (note <> '');
