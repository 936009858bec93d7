create table invoices (gone int, id int primary key, total numeric, note text);
alter table invoices drop column gone;
create publication changes for table only invoices (total, id) where ((invoices.total) > (0));
