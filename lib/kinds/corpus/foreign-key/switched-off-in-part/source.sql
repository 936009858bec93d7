create table parents (id int primary key);
create table children (id int, parent int references parents) partition by list (id);
create table children_1 partition of children for values in (1);
create table children_2 partition of children for values in (2) partition by list (parent);
create table children_2a partition of children_2 for values in (1);
