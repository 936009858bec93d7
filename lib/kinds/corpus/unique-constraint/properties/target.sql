create table t (a int, b int, c int, d int, e int, f int, g int, h int,
  constraint columns_differ unique (a, c), constraint deferred unique (c), constraint includes unique (d) include (b),
  constraint tuned unique (e), constraint extra unique (a), constraint other_name unique (g), constraint clustered unique (h));
