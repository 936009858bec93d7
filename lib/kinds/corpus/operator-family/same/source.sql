create operator family "Größen 📏" using btree;
alter operator family "Größen 📏" using btree add operator 1 < (int4, int8), operator 3 = (int4, int8), function 1 (int4, int8) btint48cmp(int4, int8);
create extension btree_gist version '1.6';
create operator class whole for type int4 using btree family "Größen 📏" as
  operator 1 <, operator 2 <=, operator 3 =, operator 4 >=, operator 5 >, function 1 btint4cmp(int4, int4);
