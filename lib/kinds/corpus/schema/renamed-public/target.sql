do $$ begin create role corpus_owner; exception when duplicate_object or unique_violation then null; end $$;
do $$ begin create role corpus_reader; exception when duplicate_object or unique_violation then null; end $$;
create schema before authorization corpus_owner;
create table before.notes (id int);
comment on schema before is 'What it was before';
grant usage on schema before to corpus_reader, public;
alter schema public owner to corpus_owner;
grant all on schema public to public;
