do $$ begin create role corpus_owner; exception when duplicate_object or unique_violation then null; end $$;
create table notes (id int);
create view asks_as_owner as select id from notes;
create view asks_as_caller with (security_invoker) as select id from notes;
create view also_otherwise as select id from notes where id > 0;
alter view asks_as_owner owner to corpus_owner;
alter view asks_as_caller owner to corpus_owner;
alter view also_otherwise owner to corpus_owner;
