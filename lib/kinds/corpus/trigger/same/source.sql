create schema app;
create function app.f() returns trigger language plpgsql as 'begin return new; end';
create table app.t (id int primary key, parent int references app.t, note text, size int unique deferrable);
create trigger "WHEN ( 🐘" before update of size, note on app.t for each row when (new.size > 0 and new.note <> 'it''s ) EXECUTE FUNCTION app.f()') execute function app.f('it''s', 'ü 🐘', 'back\slash', E'line\nbreak', '', '\000');
create trigger twice after insert or delete or update on app.t for each statement execute function app.f();
create table app.p (id int) partition by range (id);
create trigger whole after insert on app.p for each row execute function app.f();
create table app.p_1 partition of app.p for values from (1) to (2);
