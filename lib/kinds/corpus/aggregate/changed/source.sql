do $$ begin create role corpus_owner; exception when duplicate_object or unique_violation then null; end $$;
create function show(int) returns text language sql immutable as 'select $1::text';
create function show_it(int) returns text language sql immutable as 'select $1::text';
create function show_with(int, int) returns text language sql immutable as 'select $1::text';
create aggregate total(int) (sfunc = int4pl, stype = int, initcond = '0', sspace = 100, combinefunc = int4pl, parallel = safe);
create aggregate formatted(x int) (sfunc = int4pl, stype = int, initcond = '0', finalfunc = show, finalfunc_modify = shareable);
create aggregate other_final(int) (sfunc = int4pl, stype = int, finalfunc = show, finalfunc_extra = false);
create aggregate argument_too(int) (sfunc = int4pl, stype = int, finalfunc = show_with, finalfunc_extra);
create aggregate serial(int8) (sfunc = int8_avg_accum, stype = internal, finalfunc = numeric_poly_avg,
  combinefunc = int8_avg_combine, serialfunc = int8_avg_serialize, deserialfunc = int8_avg_deserialize, parallel = safe);
create aggregate moving(int) (sfunc = int4pl, stype = int, initcond = '0', finalfunc = show,
  msfunc = int4pl, minvfunc = int4mi, mstype = int, msspace = 8, minitcond = '0', mfinalfunc = show, mfinalfunc_modify = read_only);
create aggregate moving_by(int) (sfunc = int4pl, stype = int, initcond = '0', finalfunc = show,
  msfunc = int4pl, minvfunc = int4mi, mstype = int, msspace = 8, minitcond = '0', mfinalfunc = show, mfinalfunc_modify = read_only);
create aggregate least_of(int) (sfunc = int4smaller, stype = int, sortop = <);
create aggregate ranked(float8 order by anyelement) (sfunc = ordered_set_transition, stype = internal,
  finalfunc = percentile_disc_final, finalfunc_extra, finalfunc_modify = read_write);
create aggregate guessed(variadic "any" order by variadic "any") (sfunc = ordered_set_transition_multi, stype = internal,
  finalfunc = rank_final, finalfunc_extra, hypothetical);
create aggregate owned(int) (sfunc = int4pl, stype = int);
alter aggregate owned(int) owner to corpus_owner;
create aggregate gone(*) (sfunc = int8inc, stype = int8, initcond = '0');
