create table parent (a int, constraint positive check (a > 0) not enforced);
create table child () inherits (parent);
