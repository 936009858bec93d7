create table invoices (id int, total int, constraint total_check check (total > 0));
create index by_total on invoices (total);
comment on constraint total_check on invoices is 'Nobody owes nothing.';
comment on index by_total is 'For the report.';
