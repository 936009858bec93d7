create table t (a int, "B c" int, d int);
alter table t add constraint same unique (a, "B c");
alter table t add constraint partial unique (a);
alter table t add constraint other_order unique (a, d);
create unique index was_constraint on t (d);
