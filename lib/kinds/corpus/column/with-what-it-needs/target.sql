create schema extensions;
create table notes (id int);
