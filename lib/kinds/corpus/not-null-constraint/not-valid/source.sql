create table t (a int not null, b int, c int);
alter table t add constraint named not null b;
alter table t add constraint c_there not null c not valid;
