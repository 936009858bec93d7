create table t (a int, b int);
create unique index u on t (a) nulls not distinct;
