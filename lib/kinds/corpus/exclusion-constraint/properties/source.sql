create table t (a int, b int, c tsrange, d tsrange,
  constraint elements exclude using gist (c with &&), constraint operators exclude using gist (c with &&, d with =),
  constraint partial exclude using gist (c with &&) where (a > 0), constraint deferred exclude using gist (c with -|-) deferrable,
  constraint tuned exclude using gist (d with -|-) with (fillfactor = 60), constraint methods exclude using btree (a with =),
  constraint missing exclude (a with =, b with =), constraint one_name exclude (b with =),
  constraint includes exclude using btree (a with =) include (b));
