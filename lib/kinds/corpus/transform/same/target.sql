create type wrapped as (v int);
create function to_sql(internal) returns wrapped language internal stable as 'record_recv';
create transform for public.wrapped language "sql" (to sql with function public.to_sql(internal));
create domain "Zähler" as int;
create transform for int4 language sql (to sql with function pg_catalog.int4recv(internal));
create or replace transform for int4 language sql (to sql with function int4recv(internal), from sql with function prsd_lextype(internal));
