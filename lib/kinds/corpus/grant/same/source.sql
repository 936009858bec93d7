do $$ declare name text; begin foreach name in array array['corpus_reader', 'corpus_writer', 'corpus "quoted"', 'corpus_🧾', 'corpus_الفواتير', 'corpus_' || repeat('x', 56)] loop
  begin execute format('create role %I', name); exception when duplicate_object or unique_violation then null; end;
end loop; end $$;
create table invoices (id int generated always as identity, total numeric);
grant all on invoices to corpus_writer;
grant select, insert on invoices to corpus_reader;
grant select (total), update (total) on invoices to corpus_reader;
grant usage on sequence invoices_id_seq to corpus_reader;
create function total(int) returns int language sql as 'select 1';
create function api(int, text default '') returns int language sql as 'select 1';
create type status as enum ('open');
create schema app;
create table "Odd ""Name""" (id int);
grant select on "Odd ""Name""" to "corpus ""quoted""", "corpus_🧾", "corpus_الفواتير", corpus_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx;
create type span as range (subtype = int);
alter default privileges grant select on tables to corpus_reader;
create table later (id int);
