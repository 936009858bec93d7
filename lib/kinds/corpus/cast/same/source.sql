create type "Farbe 🎨" as enum ('rot');
create type wrapped as (v int);
create function unwrap(wrapped) returns int language sql immutable as 'select $1.v';
create cast ("Farbe 🎨" as text) with inout as implicit;
create cast (wrapped as int) with function unwrap(wrapped) as assignment;
create type pg_temp.passing as enum ('x');
create cast (passing as text) with inout;
