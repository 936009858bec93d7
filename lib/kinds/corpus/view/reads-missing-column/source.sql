create table t (id int, note text);
create view v as select id, note from t;
create materialized view m as select note from t;
