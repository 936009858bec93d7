create foreign data wrapper elsewhere;
create server far foreign data wrapper elsewhere;
create foreign table remote (a int) server far;
create table local (b int);
create table child () inherits (local, remote);
create foreign table remote_child () inherits (remote) server far;
