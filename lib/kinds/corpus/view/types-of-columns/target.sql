create table t (id int, code varchar(20), note text collate "POSIX", size int);
create view v as select id, code, note from t;
create view w as select code from v;
create materialized view m as select upper(note) as note, code from t;
create view cast_away as select code::text from t;
create view own as select size::numeric as size, code from t;
