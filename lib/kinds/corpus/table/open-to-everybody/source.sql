do $$ begin create role corpus_tenant; exception when duplicate_object or unique_violation then null; end $$;
create table t (a int);
create foreign data wrapper w;
create server elsewhere foreign data wrapper w;
