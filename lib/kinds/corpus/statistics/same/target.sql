create table t (x int, a int, b int, "Größe" int, note text);
alter table t drop x;
create statistics single on (pg_catalog.lower(note)) from t;
create statistics "emoji 🐘" (ndistinct, mcv) on b, (a + 1), (lower(note)) from t;
create statistics s1 (mcv, dependencies, ndistinct) on "Größe", b, a from public.t;
alter statistics s1 set statistics -1;
