create table t (a int, b int, c int);
create index on t (a) where b > 0;
create index on t (a) where c > 0;
create index on t (a desc);
