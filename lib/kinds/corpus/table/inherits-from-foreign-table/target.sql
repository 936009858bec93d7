create foreign data wrapper elsewhere;
create server far foreign data wrapper elsewhere;
create foreign table remote (a int) server far;
create table local (b int);
create table child (a int) inherits (local);
create foreign table remote_child (a int) server far;
