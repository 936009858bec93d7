create function show(int) returns text language sql immutable as 'select $1::text';
create function show(text) returns text language sql immutable as 'select $1';
create aggregate "Größtes ∑"(int) (sfunc = int4larger, stype = int, sortop = >, combinefunc = int4larger, parallel = safe);
create aggregate counted(*) (sfunc = int8inc, stype = int8, initcond = '0');
create aggregate ranked(float8 order by anyelement) (sfunc = ordered_set_transition, stype = internal,
  finalfunc = percentile_disc_final, finalfunc_extra);
create aggregate overloaded(int) (sfunc = int4pl, stype = int, finalfunc = show);
create aggregate overloaded(bigint) (sfunc = int8pl, stype = bigint);
