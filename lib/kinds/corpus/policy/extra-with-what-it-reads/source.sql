create table tenants (id int primary key);
create table notes (id int primary key);
