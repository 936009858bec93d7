create table t (a int, b int, c int, check (a > 0 and b > 0), check (b > 0 and c > 0));
create table u (a int, b int, check (a > 0 and b > 0), check (b < 100 or a > 5));
create table v (a int, b int, constraint one check (a > 0), constraint other check (b > 0));
create table w (a int, b int, constraint kept check (a > 0), constraint more check (b > 0));
