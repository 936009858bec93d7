create table invoices (id int, total int);
create table notes (id int, hidden boolean);
create function revenue() returns bigint begin atomic select sum(total) from invoices; end;
create function shown() returns bigint begin atomic select count(*) from notes where not hidden; end;
