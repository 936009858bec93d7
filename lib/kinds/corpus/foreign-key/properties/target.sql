create table a (id int primary key, code int unique, "second" int, unique (id, "second"));
create table b (id int primary key);
create table t (
  referred int constraint referred references b, to_column int constraint to_column references a (code),
  deleted int constraint deleted references a, restricted int constraint restricted references a on delete cascade,
  updated int constraint updated references a, deferred int constraint deferred references a,
  x int, y int, constraint matched foreign key (x, y) references a (id, "second"),
  named int constraint other_name references a, checked int, missing int,
  watched int constraint watched references a, extra int constraint extra references b);
alter table t add constraint checked foreign key (checked) references a not valid;
create table pointing (gone_id int);
do $$ declare internal name; begin
  for internal in select tgname from pg_trigger g join pg_constraint k on k.oid = g.tgconstraint where k.conname = 'watched' and tgrelid = 't'::regclass loop
    execute format('alter table t disable trigger %I', internal);
  end loop;
end $$;
