create type mood as enum ('glad', 'sad');
create table t (
  a int default 5, b text default 'x', c timestamptz default now(), d numeric(10, 2) not null, e mood default 'glad',
  f int[] default '{}', g varchar(5), h text collate "C", i int generated always as (a + 1) stored, "Straße" int,
  "order" int, "emoji 🐘 and ""quotes""" text, "שלום" int, "constructor" int, j serial, k int, l bit(3), m interval day to second(3));
alter table t alter k set statistics 0, alter b set storage main, alter a set (n_distinct = 5, n_distinct_inherited = 6);
