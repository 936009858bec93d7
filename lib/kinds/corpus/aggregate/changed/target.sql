create function show(int) returns text language sql immutable as 'select $1::text';
create function show_it(int) returns text language sql immutable as 'select $1::text';
create function show_with(int, int) returns text language sql immutable as 'select $1::text';
create aggregate total(int) (sfunc = int4mul, stype = int, initcond = '1');
create aggregate formatted(y int) (sfunc = int4pl, stype = int, finalfunc = show);
create aggregate other_final(int) (sfunc = int4pl, stype = int, finalfunc = show_it);
create aggregate argument_too(int) (sfunc = int4pl, stype = int, finalfunc = show);
create aggregate serial(int8) (sfunc = int8_avg_accum, stype = internal, finalfunc = numeric_poly_avg);
create aggregate moving(int) (sfunc = int4pl, stype = int, initcond = '0', finalfunc = show);
create aggregate moving_by(int) (sfunc = int4pl, stype = int, initcond = '0', finalfunc = show,
  msfunc = int4mul, minvfunc = int4div, mstype = int, minitcond = '1', mfinalfunc = show_it);
create aggregate least_of(int) (sfunc = int4smaller, stype = int);
create aggregate ranked(float8 order by anyelement) (sfunc = ordered_set_transition, stype = internal,
  finalfunc = percentile_disc_final, finalfunc_extra, finalfunc_modify = shareable);
create aggregate guessed(variadic "any" order by variadic "any") (sfunc = ordered_set_transition_multi, stype = internal,
  finalfunc = dense_rank_final, finalfunc_extra, hypothetical);
create aggregate owned(int) (sfunc = int4pl, stype = int);
create aggregate extra(int) (sfunc = int4pl, stype = int);
