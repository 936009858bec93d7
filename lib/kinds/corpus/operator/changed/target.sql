create function other_eq(int, int) returns boolean language sql immutable as 'select $1 = $2';
create operator === (function = int4eq, leftarg = int, rightarg = int);
create operator <=> (function = other_eq, leftarg = int, rightarg = int);
create operator !!! (function = int4um, rightarg = int);
create operator ~~~ (function = int8eq, leftarg = bigint, rightarg = bigint);
create operator @@@ (function = int8eq, leftarg = bigint, rightarg = bigint);
