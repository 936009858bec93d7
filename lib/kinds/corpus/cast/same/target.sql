create type wrapped as (v integer);
create type "Farbe 🎨" as enum ('rot');
create function unwrap(wrapped) returns int language sql immutable as 'select $1.v';
create cast (wrapped as int4) with function public.unwrap(public.wrapped) as assignment;
create cast (public."Farbe 🎨" as pg_catalog.text) with inout as implicit;
