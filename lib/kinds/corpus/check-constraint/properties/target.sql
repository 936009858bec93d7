create table t (a int, b int, c int, d int, e int, f int, g int,
  constraint narrower check (a > 5), constraint own check (c > 0),
  constraint other_name check (d > 0), constraint extra check (a < 1000), check (g > 0));
alter table t add constraint checked check (b > 0) not valid;
create table parted (id int constraint checked check (id > 1)) partition by range (id);
create table parted_1 partition of parted for values from (1) to (2);
