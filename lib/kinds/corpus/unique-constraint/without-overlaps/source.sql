create extension btree_gist;
create table t (a int, b tsrange, c tsrange, constraint u unique (a, b without overlaps));
