create table events_2026 (id bigint not null, at date);
create table events (id bigint generated always as identity, at date) partition by range (at);
alter table events attach partition events_2026 for values from ('2026-01-01') to ('2027-01-01');
create table events_2025 partition of events for values from ('2025-01-01') to ('2026-01-01');
