create table by_index (a int not null, b int not null);
create unique index by_index_ids on by_index (a, b);
create table by_constraint (id int not null unique);
create table by_nothing (id int not null);
