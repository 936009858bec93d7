create function show(text) returns text language sql immutable as 'select $1';
create function show(int) returns text language sql immutable as 'select $1::text';
create aggregate overloaded(int8) (sfunc = pg_catalog.int8pl, stype = int8);
create aggregate was(basetype = int4, sfunc = int4larger, stype = int4, sortop = operator(pg_catalog.>), combinefunc = int4larger,
  "parallel" = safe);
alter aggregate was(int) rename to "Größtes ∑";
create or replace aggregate counted(*) (sfunc = int8inc, stype = int8, initcond = '7');
create or replace aggregate counted(*) (sfunc = int8inc, stype = int8, initcond = '0', sspace = 0);
create aggregate ranked(double precision order by anyelement) (sfunc = ordered_set_transition, stype = internal,
  finalfunc = percentile_disc_final, finalfunc_extra, finalfunc_modify = read_write, parallel = unsafe);
create aggregate overloaded(integer) (sfunc = int4pl, stype = integer, finalfunc = public.show);
