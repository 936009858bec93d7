create table t (a int, b int, c int);
insert into t values (null, null, null);
alter table t add constraint t_a_not_null not null a not valid;
alter table t add constraint named not null b not valid;
alter table t add constraint c_there not null c not valid;
