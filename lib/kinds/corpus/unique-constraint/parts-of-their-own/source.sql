create table events (id int, a int, unique (id)) partition by range (id);
create table events_1 partition of events for values from (1) to (2);
