create table notes (id int);
create view asks_as_owner as select id from notes;
create view asks_as_caller with (security_invoker) as select id from notes;
create view also_otherwise as select id from notes;
