create table events (id int, at date not null, note varchar, extra int) partition by range (at);
create table events_2025 partition of events for values from ('2025-01-01') to ('2026-01-01');
create table events_2026 partition of events for values from ('2026-01-01') to ('2027-01-01') partition by list (id);
create table events_2026_1 partition of events_2026 for values in (1);
create table base (id int, note text default 'x');
create table child () inherits (base);
