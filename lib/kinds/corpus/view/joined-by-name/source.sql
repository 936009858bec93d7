create table t (a int, z int);
create function f(out p int, out q int) returns setof record language sql as 'select 1, 2';
create view v as select t.z from f() x(a, b) join t using (a);
