create table a (id int) with (vacuum_index_cleanup = false);
create table b (id int) with (vacuum_index_cleanup = on);
