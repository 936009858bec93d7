create table t (x int, a int, b text, "C d" int);
alter table t add constraint "emoji 🐘" unique (a, b), add unique (b, "C d") include (a) with (fillfactor = '50');
create unique index t_a_key on t (a);
alter table t add constraint t_a_key unique using index t_a_key, drop x;
