create table a (tenant int, id int, primary key (tenant, id));
create table t (tenant int, a_id int, foreign key (tenant, a_id) references a on delete set null (a_id));
create table u (tenant int default 1, a_id int default 1, foreign key (tenant, a_id) references a on delete set default (tenant, a_id));
