create table t (a int, b int, c int, check (b > 0 and c > 0), check (a > 0 and b > 0));
create table u (a int, b int, check (b < 100 or a > 5));
create table v (a int, b int, constraint one check (b > 1), constraint other check (a > 1));
create table w (a int, b int, constraint kept check (b > 9), constraint more check (a > 0));
