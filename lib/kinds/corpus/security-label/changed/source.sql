set allow_system_table_mods = on;
create table invoices (id int, secret text);
create function total() returns int language sql as 'select 1';
insert into pg_seclabel (objoid, classoid, objsubid, provider, label) values ('invoices'::regclass, 'pg_class'::regclass, 0, 'corpus_provider', 'open');
insert into pg_seclabel (objoid, classoid, objsubid, provider, label) values ('invoices'::regclass, 'pg_class'::regclass, 2, 'corpus_provider', 'masked');
insert into pg_seclabel (objoid, classoid, objsubid, provider, label) values ('total()'::regprocedure, 'pg_proc'::regclass, 0, 'corpus_provider', 'trusted');
