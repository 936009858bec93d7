create table a (id int) with (vacuum_index_cleanup = off);
create table b (id int) with (vacuum_index_cleanup = auto);
