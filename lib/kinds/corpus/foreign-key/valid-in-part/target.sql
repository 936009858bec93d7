create table parents (id int primary key);
create table children (id int, parent int) partition by list (id);
create table children_1 partition of children for values in (1);
create table children_2 partition of children for values in (2);
alter table children add constraint to_parent foreign key (parent) references parents not valid;
alter table children_1 validate constraint to_parent;
