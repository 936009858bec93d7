create schema app;
create table app.t (x int, id int, note text, "Größe" int);
alter table app.t drop x;
create materialized view app.other with (autovacuum_enabled = yes) as select * from app.t;
create materialized view app.m (id, note, count) as select id, pg_catalog.lower(s.note), count(*) as n from app.t as s group by id, lower(s.note) order by id;
drop materialized view app.m;
create materialized view app.m as select id, lower(note) as note, count(*) as count from app.t group by t.id, lower(note) order by t.id;
alter materialized view app.other rename to "emoji 🐘 ""q""";
