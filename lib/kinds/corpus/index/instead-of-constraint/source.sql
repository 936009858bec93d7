create table t (a int, "B c" int, d int);
create unique index same on t (a, "B c");
create unique index partial on t (a) where d > 0;
create unique index other_order on t (d, a);
alter table t add constraint was_constraint unique (d);
