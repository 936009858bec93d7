create transform for int language sql (to sql with function int4recv(internal));
create transform for bigint language sql (from sql with function prsd_lextype(internal), to sql with function int8recv(internal));
create function to_sql(internal) returns text language internal stable as 'textrecv';
create transform for text language sql (to sql with function textrecv(internal));
create transform for text language plpgsql (to sql with function textrecv(internal));
