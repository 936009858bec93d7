create function positive(i int) returns boolean language sql immutable as 'select i > 0';
create table t (a int, b int, c int, d int, e int, f int, g int,
  constraint narrower check (a > 10), constraint checked check (b > 0), constraint own check (c > 0) no inherit,
  constraint one_name check (d > 0), constraint missing check (e > 0), constraint calls check (positive(f)),
  check (g > 0));
create table parted (id int constraint checked check (id > 0)) partition by range (id);
create table parted_1 partition of parted for values from (1) to (2);
