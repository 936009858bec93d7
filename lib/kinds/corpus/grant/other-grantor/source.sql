do $$ begin create role corpus_reader; exception when duplicate_object or unique_violation then null; end $$;
do $$ begin create role corpus_owner; exception when duplicate_object or unique_violation then null; end $$;
create schema shop;
grant usage on schema shop to corpus_owner;
create table shop.notes (id int);
grant select on shop.notes to corpus_owner with grant option;
set role corpus_owner;
grant select on shop.notes to corpus_reader;
reset role;
