create schema app;
create schema audit;
create table audit.log (id int primary key);
create publication changes for tables in schema app, table audit.log;
