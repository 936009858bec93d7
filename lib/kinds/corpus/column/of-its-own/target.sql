create table base (id int, note text default 'x', same text default 'x');
create table child () inherits (base);
alter table child alter note set default 'y', alter id set not null, alter same drop default;
