create table t (a int unique, b text, "C d" int, unique (b, "C d") include (a) with (fillfactor = 50), constraint "emoji 🐘" unique (a, b));
