create table invoices (id int primary key, total numeric, note text);
create publication changes for table invoices (id, total) where (total > 0);
