create type mood as enum ('glad', 'sad');
create table t (
  x text, a int4, b pg_catalog.text default 'x'::text, c timestamp with time zone default current_timestamp,
  d decimal(10, 2), e public.mood default 'glad'::mood, f integer[] default '{}'::int[], g character varying(5),
  h text collate pg_catalog."C", i int generated always as (a + 1) stored, "Straße" integer, "order" integer, "emoji 🐘 and ""quotes""" text, "שלום" int,
  "constructor" int, j serial, k int, l bit(3), m interval day to second(3));
alter table t alter a set default 5, alter d set not null,
  alter a set (n_distinct_inherited = 6), alter a set (n_distinct = 5);
alter table t drop x, alter c set default now(), alter k set statistics 10, alter b set storage plain;
alter table t alter k set statistics 0, alter b set storage main;
