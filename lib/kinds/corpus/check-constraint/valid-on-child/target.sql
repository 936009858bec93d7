create table parent (a int);
create table child () inherits (parent);
create table grandchild () inherits (child);
alter table parent add constraint positive check (a > 0) not valid;
alter table parent add constraint small check (a < 100) not valid;
alter table parent validate constraint small;
alter table child validate constraint positive;
