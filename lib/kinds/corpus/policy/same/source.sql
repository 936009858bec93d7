create table invoices (id int, tenant uuid);
create policy tenant_read on invoices for select to public using (tenant = '8ed0e0f0-8e3c-4e6a-9f5c-0d6d3e0c5d5b' and id in (1, 2));
