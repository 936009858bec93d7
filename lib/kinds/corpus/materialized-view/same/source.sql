create schema app;
create table app.t (id int, note text, "Größe" int);
create materialized view app.m as select t.id, lower(t.note) as note, count(*) from app.t group by 1, 2 order by 1;
create materialized view app."emoji 🐘 ""q""" with (autovacuum_enabled) as table app.t with no data;
refresh materialized view app."emoji 🐘 ""q""";
