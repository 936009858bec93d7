do $$ begin create role corpus_owner; exception when duplicate_object or unique_violation then null; end $$;
create function body_too() returns int security definer set search_path = '' language sql as 'select 2';
create function open_path() returns int security definer language sql as 'select 1';
create function slow() returns int security definer set search_path = '' cost 7 language sql as 'select 1';
alter function body_too() owner to corpus_owner;
alter function open_path() owner to corpus_owner;
alter function slow() owner to corpus_owner;
