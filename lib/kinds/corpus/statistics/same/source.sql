create table t (a int, b int, "Größe" int, note text);
create statistics s1 on a, b, "Größe" from t;
create statistics "emoji 🐘" (mcv, ndistinct) on lower(note), (a + 1), b from t;
create statistics single on (lower(note)) from t;
