create table parted (id int not null, note text) partition by range (id);
create table parted_1 (id int not null, note text, primary key (id));
alter table parted attach partition parted_1 for values from (1) to (2);
alter table parted add primary key (id);
create table t (gone int, id int, a text);
alter table t drop gone;
create unique index t_pkey on t (id);
alter table t alter id set not null, add primary key using index t_pkey;
create table "Große Tabelle" ("ключ" int not null, b int not null, "c d" text, constraint "Große Tabelle_pkey" primary key ("ключ", b) include ("c d") deferrable initially immediate);
