create table tenants (id int primary key, name text);
create table notes (id int primary key, tenant int);
