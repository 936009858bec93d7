create table base (id int, note text default 'a', same text default 'a');
create table child () inherits (base);
alter table child alter note set default 'b', alter id set not null, alter same drop default;
