set allow_system_table_mods = on;
create table invoices (id int, secret text);
insert into pg_seclabel (objoid, classoid, objsubid, provider, label) values ('invoices'::regclass, 'pg_class'::regclass, 2, 'corpus_provider', 'masked');
