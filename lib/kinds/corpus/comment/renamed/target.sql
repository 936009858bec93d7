create table invoices (id int, total int, constraint positive check (total > 0));
create index invoices_total_idx on invoices (total);
comment on constraint positive on invoices is 'Nobody owes nothing.';
comment on index invoices_total_idx is 'For the monthly report.';
