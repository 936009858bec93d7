create function note() returns trigger language plpgsql as 'begin return new; end';
create table invoices (id int);
