create function f() returns trigger language plpgsql as 'begin return new; end';
create table events (id int) partition by range (id);
create table events_1 partition of events for values from (1) to (2);
create table events_2 partition of events for values from (2) to (3) partition by list (id);
create table events_2a partition of events_2 for values in (2);
create trigger switched after update on events for each row execute function f();
alter table events_2a disable trigger switched;
