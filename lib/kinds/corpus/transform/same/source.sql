create transform for int language sql (from sql with function prsd_lextype(internal), to sql with function int4recv(internal));
create domain "Zähler" as int;
create type wrapped as (v int);
create function to_sql(internal) returns wrapped language internal stable as 'record_recv';
create transform for wrapped language sql (to sql with function to_sql(internal));
