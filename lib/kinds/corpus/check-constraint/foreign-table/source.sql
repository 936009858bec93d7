create foreign data wrapper w;
create server s foreign data wrapper w;
create function f() returns trigger language plpgsql as 'begin return new; end';
create foreign table remote (id int check (id > 0), note text) server s;
create trigger checked before insert on remote for each row execute function f();
create foreign table missing (id int check (id > 0), note text) server s;
create trigger checked before insert on missing for each row execute function f();
