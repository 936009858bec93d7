create table t (a int, b int, c tsrange, d tsrange,
  constraint elements exclude using gist (d with &&), constraint operators exclude using gist (c with &&, d with &&),
  constraint partial exclude using gist (c with &&) where (a > 1), constraint deferred exclude using gist (c with -|-),
  constraint tuned exclude using gist (d with -|-) with (fillfactor = 70), constraint methods exclude using hash (a with =),
  constraint extra exclude (b with =, a with =), constraint other_name exclude (b with =),
  constraint includes exclude using btree (a with =));
