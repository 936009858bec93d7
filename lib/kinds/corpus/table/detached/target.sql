create function f() returns trigger language plpgsql as 'begin return new; end';
create table events (id int, at date) partition by range (at);
create index on events (id);
create table events_1 (id int, at date);
create index events_1_id_idx on events_1 (id);
