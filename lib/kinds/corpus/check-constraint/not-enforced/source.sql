create table t (a int constraint c check (a > 0), b int constraint d check (b > 0) not enforced);
