create view has_one_too as select 1 as one;
create type empty as (gone int);
alter type empty drop attribute gone;
create type address as (gone int, street varchar, "json" integer, "x" decimal(10, 2), "say ""hi""" timestamp with time zone[], "📮" text collate "POSIX");
alter type address drop attribute gone, alter attribute street type text, drop attribute "📮";
alter type address rename attribute "x" to "a b";
alter type address add attribute "📮" text collate pg_catalog."C";
create table has_a_row_type (id int);
