create table by_index (a int, b int, primary key (a, b));
create table by_constraint (id int primary key);
create table by_nothing (id int primary key);
