create table a (id int primary key, code int unique, "second" int, unique (id, "second"));
create table b (id int primary key);
create table t (
  referred int constraint referred references a, to_column int constraint to_column references a (id),
  deleted int constraint deleted references a on delete cascade, restricted int constraint restricted references a on delete restrict,
  updated int constraint updated references a on update cascade, deferred int constraint deferred references a deferrable initially deferred,
  x int, y int, constraint matched foreign key (x, y) references a (id, "second") match full,
  named int constraint one_name references a, checked int, missing int constraint missing references a,
  watched int constraint watched references a);
alter table t add constraint checked foreign key (checked) references a;
create table gone (id int primary key);
create table pointing (gone_id int references gone);
