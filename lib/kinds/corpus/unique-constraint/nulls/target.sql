create table t (a int unique, b int unique nulls not distinct);
