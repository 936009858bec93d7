create function note() returns trigger language plpgsql as 'begin return new; end';
create table invoices (id int, total int);
create trigger when_large before insert on invoices for each row when (new.total > 1000) execute function note();
