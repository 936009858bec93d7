create table payments (gone int, id int primary key);
alter table payments drop column gone;
create table invoices (id int primary key, total numeric, note text);
create publication changes for table payments;
alter publication changes add table invoices;
