create table parent (a int, constraint positive check (a > 0) not enforced);
create table child (constraint positive check (a > 0)) inherits (parent);
