create table unrelated (id int);
drop table unrelated;
