create table t (
  narrowed bigint, renarrowed varchar(20), typed text, collated text collate "C", required int not null, optional int,
  filled int default 5, refilled timestamptz default now(), computed int generated always as (1 + 1) stored,
  recomputed int generated always as (2 * 2) stored, counted int generated always as identity,
  recounted int generated always as identity, stored text, compressed text, sampled int, estimated int, missing int,
  must_come int not null);
alter table t alter stored set storage external, alter compressed set compression pglz, alter sampled set statistics 500,
  alter estimated set (n_distinct = 5);
