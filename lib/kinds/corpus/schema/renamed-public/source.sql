do $$ begin create role corpus_owner; exception when duplicate_object or unique_violation then null; end $$;
do $$ begin create role corpus_reader; exception when duplicate_object or unique_violation then null; end $$;
create table notes (id int);
comment on schema public is 'What it was before';
grant usage on schema public to corpus_reader;
revoke create on schema public from public;
alter schema public owner to corpus_owner;
alter schema public rename to before;
create schema public authorization corpus_owner;
