create extension hstore;
create table "Odd ""🧾"" name" (a int, "الاسم" text);
comment on table "Odd ""🧾"" name" is E'Two\nlines and a tab\t';
comment on column "Odd ""🧾"" name"."الاسم" is 'Name';
create view v as select 1 as one;
comment on view v is 'One';
