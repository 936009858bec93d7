create table u (id int, note text);
create table t (x int, id int, note text, "Größe" int);
alter table t drop x;
create rule tells as on delete to u do notify gone;
create rule twice as on update to t where old.note != new.note do instead (update u set note = old.note where id = new.id; delete from u where id = old.id);
create rule "AS 🐘 ON ""x""" as on insert to t where (new.id > 1) do also insert into u (id, note) select new.id, note from t where id = new.id and "Größe" = any (array[1, 2]);
