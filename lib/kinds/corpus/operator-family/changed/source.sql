do $$ begin create role corpus_owner; exception when duplicate_object or unique_violation then null; end $$;
create operator family numbers using btree;
alter operator family numbers using btree add operator 1 < (int4, int8), operator 3 = (int4, int8), function 1 (int4, int8) btint48cmp(int4, int8);
create operator family owned using hash;
alter operator family owned using hash owner to corpus_owner;
create operator family gone using hash;
create function text_eq_name(int, text) returns boolean language sql immutable as 'select $1::text = $2';
create operator === (function = text_eq_name, leftarg = int, rightarg = text);
alter operator family pg_catalog.integer_ops using hash add operator 1 === (int, text);
