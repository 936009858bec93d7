create type address as (street text, "json" int4, "a b" numeric(10,2), "say ""hi""" timestamptz[], "📮" text collate "C");
create type empty as ();
create table has_a_row_type (id int);
create view has_one_too as select 1 as one;
