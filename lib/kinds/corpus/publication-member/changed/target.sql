create table invoices (id int primary key, total numeric, note text);
create table payments (id int primary key, total numeric);
create table notes (id int primary key);
create table only_here (id int primary key);
create publication changes for table invoices (id, note), payments where (total > 100), only_here;
