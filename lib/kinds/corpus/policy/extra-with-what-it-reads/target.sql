create function is_member() returns boolean stable language sql as 'select true';
create table tenants (id int primary key, level int);
create table notes (id int primary key, is_public boolean);
alter table tenants enable row level security;
alter table notes enable row level security;
create policy by_column on notes for select using (is_public);
create policy by_function on tenants using (is_member());
create policy by_level on tenants as restrictive using (level > 3);
