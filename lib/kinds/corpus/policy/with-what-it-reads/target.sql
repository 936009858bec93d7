create table tenants (id int primary key, name text);
create table notes (id int primary key, tenant int);
alter table tenants enable row level security;
alter table notes enable row level security;
