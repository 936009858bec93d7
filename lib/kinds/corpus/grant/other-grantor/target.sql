do $$ begin create role corpus_reader; exception when duplicate_object or unique_violation then null; end $$;
do $$ begin create role corpus_owner; exception when duplicate_object or unique_violation then null; end $$;
create table notes (id int);
grant select on notes to corpus_owner with grant option;
grant select on notes to corpus_reader;
