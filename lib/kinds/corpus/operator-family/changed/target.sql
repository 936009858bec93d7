create operator family numbers using btree;
alter operator family numbers using btree add operator 1 < (int4, int8), operator 5 > (int4, int8);
create operator family owned using hash;
create function text_eq_name(int, text) returns boolean language sql immutable as 'select $1::text = $2';
create operator === (function = text_eq_name, leftarg = int, rightarg = text);
create operator family gone using btree;
