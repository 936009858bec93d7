set allow_system_table_mods = on;
create table first (gone int, id int, secret text);
insert into pg_seclabel (objoid, classoid, objsubid, provider, label) values ('first'::regclass, 'pg_class'::regclass, 3, 'corpus_provider', 'masked');
alter table first drop column gone;
alter table first rename to invoices;
