do $$ begin create role corpus_reader; exception when duplicate_object or unique_violation then null; end $$;
create function open_to_all() returns int language sql as 'select 1';
create function closed_to_all() returns int language sql as 'select 1';
create table notes (id int);
revoke execute on function closed_to_all() from public;
grant select on notes to public;
grant execute on function open_to_all(), closed_to_all() to corpus_reader;
grant select on notes to corpus_reader;
