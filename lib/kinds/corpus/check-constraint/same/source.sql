create table t (a int check (a in (1, 2)), b text, c numeric, "Größe" int, v varchar(5) check (v in ('a', 'b')), check (c between 0 and 10 and b <> ''), constraint "emoji 🐘" check ("Größe" > 0));
create table parent (a int check (a > 0));
create table child () inherits (parent);
create table parted (id int check (id > 0)) partition by range (id);
create table parted_1 partition of parted for values from (1) to (2);
