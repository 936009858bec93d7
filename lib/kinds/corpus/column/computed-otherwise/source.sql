create table t (a int, b int generated always as (a + 1) stored, c int default 1);
