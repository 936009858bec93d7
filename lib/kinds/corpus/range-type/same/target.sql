create type "Zeit ⏱" as range (subtype = time without time zone, subtype_opclass = time_ops);
create domain minutes as integer;
create schema app;
create type floats as range (subtype = double precision, subtype_diff = pg_catalog.float8mi, multirange_type_name = app.floats_multirange);
alter type floats set schema app;
create type app.span as range (subtype = pg_catalog.text, subtype_opclass = pg_catalog.text_ops, collation = pg_catalog."default", multirange_type_name = app.span_multirange);
create type minutes_range as range (subtype = minutes, multirange_type_name = public.minutes_multirange);
