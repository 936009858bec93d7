create table t (a int constraint named not null, b int not null no inherit, c int constraint one_name not null, d int, e int not null, f int);
alter table t add constraint late not null d not valid;
