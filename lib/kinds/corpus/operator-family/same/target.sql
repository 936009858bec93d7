create extension btree_gist version '1.6';
create operator family was using btree;
create operator class whole for type int4 using btree family was as
  function 1 (int4, int8) btint48cmp(int4, int8), function 1 btint4cmp(int4, int4),
  operator 5 >, operator 4 >=, operator 3 =, operator 2 <=, operator 1 <, operator 3 = (int4, int8);
alter operator family was using btree add operator 5 > (int4, int8);
alter operator family was using btree add operator 1 pg_catalog.< (int4, int8);
alter operator family was using btree drop operator 5 (int4, int8);
alter operator family was using btree rename to "Größen 📏";
