create table t (a int, b int, c int, d int, e int, f int, g int, h int,
  constraint columns_differ unique (a, b), constraint deferred unique (c) deferrable, constraint includes unique (d) include (a),
  constraint tuned unique (e) with (fillfactor = 60), constraint missing unique (f), constraint one_name unique (g),
  constraint clustered unique (h));
alter table t cluster on clustered;
