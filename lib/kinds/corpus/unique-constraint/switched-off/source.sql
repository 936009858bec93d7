create table switched (
  id int primary key deferrable,
  code int unique deferrable initially deferred,
  slot int,
  constraint apart exclude (slot with =) deferrable
);
create table switched_parts (id int unique deferrable) partition by list (id);
create table switched_parts_1 partition of switched_parts for values in (1);
create table never_deferred (id int primary key, code int unique);
alter table never_deferred disable trigger all;
