create function is_member() returns boolean stable language sql as 'select true';
create table tenants (id int primary key, name text, level int);
create table notes (id int primary key, tenant int, hidden boolean);
alter table tenants enable row level security;
alter table notes enable row level security;
create policy by_function on notes using (is_member());
create policy by_column on notes using (not hidden);
create policy by_other_table on notes for select using (exists (select from tenants where level > 3 and tenants.id = tenant));
