do $$ begin create role corpus_reader; exception when duplicate_object or unique_violation then null; end $$;
create table notes (id int, body text);
grant select on notes to corpus_reader;
grant select (id) on notes to corpus_reader;
