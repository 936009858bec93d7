create publication changes with (publish = 'insert, update');
create publication everything for all tables;
create publication dropped with (publish = 'insert');
