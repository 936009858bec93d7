create table events (id int not null) partition by range (id);
create table events_1 partition of events for values from (1) to (2);
create table events_2 partition of events for values from (2) to (3);
alter table only events add primary key (id);
alter table events_1 add primary key (id);
alter index events_pkey attach partition events_1_pkey;
alter table events_2 add primary key (id);
