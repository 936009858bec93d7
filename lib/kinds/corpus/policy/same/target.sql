create table other_first (id int);
create table invoices (gone text, id int, tenant uuid);
alter table invoices drop column gone;
create policy tenant_read on public.invoices as permissive for select using (((tenant) = '8ed0e0f0-8e3c-4e6a-9f5c-0d6d3e0c5d5b'::uuid) AND id = any (array[1, 2]));
drop table other_first;
