create schema app;
create function app.f() returns trigger language plpgsql as 'begin return new; end';
create table app.p_1 (id int);
create table app.p (id int) partition by range (id);
create trigger whole after insert on app.p for each row execute procedure app.f();
alter table app.p attach partition app.p_1 for values from (1) to (2);
create table app.t (x int, id int primary key, parent int, note text, size int);
alter table app.t drop x;
create trigger twice after update or insert or delete on app.t execute procedure app.f();
alter table app.t add unique (size) deferrable, add foreign key (parent) references app.t;
create trigger "WHEN ( 🐘" before update of note, size on app.t for each row when ((new.size > 0) and new.note != 'it''s ) EXECUTE FUNCTION app.f()'::text) execute function app.f('it''s', 'ü 🐘', E'back\\slash', 'line
break', '', E'\\000');
