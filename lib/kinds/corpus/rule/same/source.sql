create table t (id int, note text, "Größe" int);
create table u (id int, note text);
create rule "AS 🐘 ON ""x""" as on insert to t where new.id > 1 do also insert into u (id, note) select new.id, t.note from t where t.id = new.id and t."Größe" in (1, 2);
create rule twice as on update to t where old.note <> new.note do instead (update u set note = old.note where u.id = new.id; delete from u where u.id = old.id);
create rule tells as on delete to u do also notify gone;
