create function f() returns trigger language plpgsql as 'begin return new; end';
create table events (id int, at date) partition by range (at);
create index on events (id);
create table events_1 partition of events for values from ('2025-01-01') to ('2026-01-01');
alter table events_1 add constraint positive check (id > 0);
create trigger audit before insert on events_1 for each row execute function f();
