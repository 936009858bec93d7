create schema app;
create table app.t (id int, note text, "Größe" int, "order" int);
create view app.plain as select * from app.t;
create view app."emoji 🐘 ""q""" as select id, lower(note) as "שלום" from app.t where note in ('a', 'b');
create view app.options with (security_barrier = on, check_option = cascaded) as select id from app.t where id > 0;
create view app.inner_view as select id, note from app.t;
create view app.outer_view as select i.id, i.note from app.inner_view i join app.t using (id);
