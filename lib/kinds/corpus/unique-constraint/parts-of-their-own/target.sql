create table events (id int, a int, unique (id)) partition by range (id);
create table events_1 (id int, a int, constraint events_1_id_key unique (id) deferrable initially deferred);
alter table events attach partition events_1 for values from (1) to (2);
