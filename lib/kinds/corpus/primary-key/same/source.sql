create table t (id int primary key, a text);
create table "Große Tabelle" ("ключ" int, b int, primary key ("ключ", b) include ("c d") deferrable, "c d" text);
create table parted (id int primary key, note text) partition by range (id);
create table parted_1 partition of parted for values from (1) to (2);
