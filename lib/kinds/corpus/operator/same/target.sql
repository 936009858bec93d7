create schema "Schéma";
set search_path = "Schéma", public;
create operator public.%> (procedure = int4gt, leftarg = int4, rightarg = int4, commutator = operator(public.<%));
create operator public.<% (procedure = int4lt, leftarg = int4, rightarg = int4, commutator = %>);
create operator !== (function = pg_catalog.int4ne, leftarg = int, rightarg = int, commutator = !==, negator = ===);
create operator === (function = int4eq, leftarg = integer, rightarg = integer, commutator = ===, negator = !==);
alter operator === (int, int) set (restrict = eqsel);
create operator #### (function = int4eq, leftarg = int, rightarg = int, commutator = #####);
drop operator #### (int, int);
