create table t (a int not null, b int not null, c int constraint other_name not null, d int, e int constraint by_hand not null, f int constraint extra not null);
alter table t add constraint late not null d;
