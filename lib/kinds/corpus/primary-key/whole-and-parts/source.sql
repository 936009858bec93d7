create table events (id int not null) partition by range (id);
create table events_1 partition of events for values from (1) to (2);
create table events_2 partition of events for values from (2) to (3);
alter table events add primary key (id);
alter table events_2 cluster on events_2_pkey;
