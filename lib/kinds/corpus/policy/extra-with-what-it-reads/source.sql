create table tenants (id int primary key);
create table notes (id int primary key);
alter table tenants enable row level security;
alter table notes enable row level security;
