do $$ begin create role corpus_reader; exception when duplicate_object or unique_violation then null; end $$;
create table kept (id int);
