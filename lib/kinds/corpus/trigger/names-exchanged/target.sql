create function check_it() returns trigger language plpgsql as 'begin return new; end';
create function fill() returns trigger language plpgsql as 'begin return new; end';
create table notes (id int);
create trigger b_fill before insert on notes for each row execute function check_it();
create trigger a_check before insert on notes for each row execute function fill();
